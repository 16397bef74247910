import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

const registerId = (example: string) =>
  z
    .string()
    .default(example)
    .refine((text) => /^\d{1,15}$/.test(text), 'must be digits');

/** Ids of the provider's own registers in the ERP: they differ from provider to provider. */
export const erpRegistersConfig = defineConfig(
  'erp-registers',
  {
    ERP_COMPANY_ID: variable(registerId('1'), 'company of the ERP whose services are sold', { example: '1' }),
    ERP_REGISTRANT_ID: variable(registerId('285'), 'user of the ERP in whose name addresses are registered', {
      example: '285',
    }),
    ERP_ADDRESS_CLASSIFICATION_ID: variable(registerId('1'), 'classification of an address without condominium', {
      example: '1',
    }),
    ERP_CONDOMINIUM_CLASSIFICATION_ID: variable(registerId('2'), 'classification of an address in a condominium', {
      example: '2',
    }),
    ERP_PROSPECT_SEGMENT_ID: variable(registerId('1'), 'segment that technical viability is asked for', {
      example: '1',
    }),
    ERP_ADDRESS_CHANGE_SERVICE_ID: variable(registerId('6'), 'service whose price is the fee of a change of address', {
      example: '6',
    }),
    ERP_CHARGING_FORM_ID: variable(registerId('1'), 'form of charging for which promotions are asked', {
      example: '1',
    }),
    ERP_SALES_PROFILE_ID: variable(registerId('1'), 'profile of sellers for which promotions are asked', {
      example: '1',
    }),
    ERP_COLLECT_CALLS_TYPE_ID: variable(registerId('46'), 'type of attendance that switches collect calls', {
      example: '46',
    }),
    ERP_CALL_TOTALS_UNIT: variable(
      z.enum(['seconds', 'minutes']).default('seconds'),
      'unit of the totals of calls: seconds or minutes; the document does not say',
      { example: 'seconds' },
    ),
  },
  (values) => ({
    companyId: values.ERP_COMPANY_ID,
    registrantId: values.ERP_REGISTRANT_ID,
    addressClassificationId: values.ERP_ADDRESS_CLASSIFICATION_ID,
    condominiumClassificationId: values.ERP_CONDOMINIUM_CLASSIFICATION_ID,
    prospectSegmentId: values.ERP_PROSPECT_SEGMENT_ID,
    addressChangeServiceId: values.ERP_ADDRESS_CHANGE_SERVICE_ID,
    chargingFormId: values.ERP_CHARGING_FORM_ID,
    salesProfileId: values.ERP_SALES_PROFILE_ID,
    collectCallsTypeId: values.ERP_COLLECT_CALLS_TYPE_ID,
    secondsPerCallUnit: values.ERP_CALL_TOTALS_UNIT === 'minutes' ? 60 : 1,
  }),
);

export type ErpRegistersConfig = ConfigOf<typeof erpRegistersConfig>;
