import { z } from 'zod';
import { type ConfigOf, defineConfig, flag, variable } from '../../common/config/config.js';

const registerId = (example: string) =>
  z
    .string()
    .default(example)
    .refine((text) => /^\d{1,15}$/.test(text), 'must be digits');

/** The provider's own registers in the ERP that sales go by: they differ from provider to provider. */
export const erpSalesConfig = defineConfig(
  'erp-sales',
  {
    ERP_SELLER_ID: variable(registerId('285'), 'seller of the ERP in whose name prospects are registered', {
      example: '285',
    }),
    ERP_PROSPECT_KIND_ID: variable(registerId('2'), 'kind of prospect that comes by itself', { example: '2' }),
    ERP_SALES_CHANNEL_ID: variable(registerId('1'), 'sales channel of the app', { example: '1' }),
    ERP_CONNECT_MASTER: variable(flag(true), 'whether the ERP knows condominiums and blocks by ConnectMaster', {
      example: 'true',
    }),
  },
  (values) => ({
    sellerId: values.ERP_SELLER_ID,
    prospectKindId: values.ERP_PROSPECT_KIND_ID,
    salesChannelId: values.ERP_SALES_CHANNEL_ID,
    connectMaster: values.ERP_CONNECT_MASTER,
  }),
);

export type ErpSalesConfig = ConfigOf<typeof erpSalesConfig>;
