import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../common/config/config.js';

/** Which system stands behind the ports that more than one system can serve. */
export const providersConfig = defineConfig(
  'providers',
  {
    SERVICE_ORDERS_PROVIDER: variable(
      z.enum(['webservice-cliente', 'field-control', 'vhsys']).default('webservice-cliente'),
      'who keeps service orders: webservice-cliente, field-control or vhsys',
      { example: 'webservice-cliente' },
    ),
    PROTOCOLS_PROVIDER: variable(
      z.enum(['mosia', 'webservice-cliente']).default('mosia'),
      'who keeps the protocols of attendances: mosia or webservice-cliente',
      { example: 'mosia' },
    ),
    CUSTOMER_CONTACTS_PROVIDER: variable(
      z.enum(['webservice-cliente', 'field-control']).default('webservice-cliente'),
      "who keeps customers' e-mails and phones: webservice-cliente or field-control",
      { example: 'webservice-cliente' },
    ),
  },
  (values) => ({
    'service-orders': values.SERVICE_ORDERS_PROVIDER,
    protocols: values.PROTOCOLS_PROVIDER,
    'customer-contacts': values.CUSTOMER_CONTACTS_PROVIDER,
  }),
);

export type ProvidersConfig = ConfigOf<typeof providersConfig>;
