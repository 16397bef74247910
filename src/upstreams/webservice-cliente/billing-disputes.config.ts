import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

export const billingDisputesConfig = defineConfig(
  'webservice-cliente-disputes',
  {
    WEBSERVICE_CLIENTE_DISPUTE_TYPE_ID: variable(
      z
        .string()
        .regex(/^\d{1,19}$/, 'must be digits')
        .optional(),
      "the ERP's type of attendance for contested charges (idTipoAtendimento); its own default when not set",
    ),
  },
  (values) => ({ serviceTypeId: values.WEBSERVICE_CLIENTE_DISPUTE_TYPE_ID }),
);

export type BillingDisputesConfig = ConfigOf<typeof billingDisputesConfig>;
