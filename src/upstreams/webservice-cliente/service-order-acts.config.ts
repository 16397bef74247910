import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

/** As the modules' kinds of order; repeated here because configuration is read before any of them. */
const ORDER_TYPES = [
  'INSTALLATION',
  'REPAIR',
  'PICKUP',
  'MIGRATION',
  'ADDRESS_CHANGE',
  'INTERNAL',
  'SERVICE_REQUEST',
  'PLAN_CHANGE',
] as const;

const typeIds = z
  .string()
  .default('')
  .transform((text, context) => {
    const ids = new Map<(typeof ORDER_TYPES)[number], string>();
    for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
      const [, word, id] = /^\s*([A-Z_]+)\s*=\s*(\d{1,15})\s*$/.exec(pair) ?? [];
      const type = ORDER_TYPES.find((candidate) => candidate === word);
      if (type === undefined || id === undefined) {
        context.addIssue({ code: 'custom', message: 'must be KIND=id pairs' });
        return z.NEVER;
      }
      ids.set(type, id);
    }
    return ids;
  });

export const serviceOrderActsConfig = defineConfig(
  'webservice-cliente-service-orders',
  {
    WEBSERVICE_CLIENTE_ORDER_TYPES: variable(
      typeIds,
      "the ERP's type of attendance for each kind of order that customers open: REPAIR=7, separated by commas; others are looked up with the customer's own credential",
    ),
    WEBSERVICE_CLIENTE_LOG_USER_ID: variable(
      z
        .string()
        .regex(/^\d{1,15}$/, 'must be digits')
        .optional(),
      "our user's id at the ERP, in whose name it logs what customers do with their visits; without it nothing is logged there",
    ),
  },
  (values) => ({
    orderTypeIds: values.WEBSERVICE_CLIENTE_ORDER_TYPES,
    logUserId: values.WEBSERVICE_CLIENTE_LOG_USER_ID,
  }),
);

export type ServiceOrderActsConfig = ConfigOf<typeof serviceOrderActsConfig>;
