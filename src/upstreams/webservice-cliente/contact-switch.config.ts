import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

export const contactSwitchConfig = defineConfig(
  'webservice-cliente-contact-switch',
  {
    WEBSERVICE_CLIENTE_CONTACT_SWITCH_ID: variable(
      z.enum(['customer', 'latest-attendance'], 'must be customer or latest-attendance').default('customer'),
      "whose id goes into idAtendimento when a customer's notices are switched off: the document calls the field after an attendance, and its answer speaks of the customer of that id",
      { example: 'customer' },
    ),
  },
  (values) => ({ namedBy: values.WEBSERVICE_CLIENTE_CONTACT_SWITCH_ID }),
);

export type ContactSwitchConfig = ConfigOf<typeof contactSwitchConfig>;
