import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

const optionalId = z
  .string()
  .regex(/^\d{1,19}$/, 'must be digits')
  .optional();

/** How payments by link stand in the ERP's books. */
export const billPaymentsConfig = defineConfig(
  'webservice-cliente-payments',
  {
    WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID: variable(
      optionalId,
      "the ERP's financial account (IDContaFinanceira) that payments by link are entered into; required with PAYMENT_GATEWAY_URL",
    ),
    WEBSERVICE_CLIENTE_PAYMENT_FORM_PIX: variable(optionalId, "the ERP's form of payment for Pix, when it wants one"),
    WEBSERVICE_CLIENTE_PAYMENT_FORM_CARD: variable(
      optionalId,
      "the ERP's form of payment for cards, when it wants one",
    ),
    WEBSERVICE_CLIENTE_PAYMENT_FORM_BOLETO: variable(
      optionalId,
      "the ERP's form of payment for boletos of the gateway, when it wants one",
    ),
  },
  (values) => ({
    accountId: values.WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID,
    forms: {
      PIX: values.WEBSERVICE_CLIENTE_PAYMENT_FORM_PIX,
      CARD: values.WEBSERVICE_CLIENTE_PAYMENT_FORM_CARD,
      BOLETO: values.WEBSERVICE_CLIENTE_PAYMENT_FORM_BOLETO,
    },
  }),
  // A payment that was taken and cannot be entered leaves a customer blocked who has paid.
  (values, isSet) =>
    isSet('PAYMENT_GATEWAY_URL') && values.WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID === undefined
      ? ['WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID: is required with PAYMENT_GATEWAY_URL']
      : [],
);

export type BillPaymentsConfig = ConfigOf<typeof billPaymentsConfig>;
