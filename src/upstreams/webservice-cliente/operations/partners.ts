import { z } from 'zod';
import { identifier } from '../../core/fields.js';
import { bare } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** What partners of value-added services ask the ERP. `access: false`, for whatever reason, is `rejected`. */
const subscriber = z
  .object({ access: z.literal(true), subscriber_id: identifier })
  .transform((answer) => ({ subscriberId: answer.subscriber_id }));

const access = z.object({ access: z.literal(true) }).transform(() => ({ granted: true as const }));

/** The customer's own document and password. They travel in the query, as documented: no URL of this may be logged. */
const partnerLogin = z.object({ username: z.string(), password: z.string() });

export const authenticateAtNeo = erpOperation({
  id: 'neo-gateway.authenticate',
  title: 'Gateway NEO - Autenticação',
  method: 'GET',
  path: '/ws/comercial/clientes/integracao/authentication',
  auth: 'token',
  effect: 'read',
  request: { query: partnerLogin },
  format: 'json',
  envelope: bare,
  answer: subscriber,
});

export const authoriseAtNeo = erpOperation({
  id: 'neo-gateway.authorise',
  title: 'Gateway NEO - Autorização',
  method: 'GET',
  path: '/ws/comercial/clientes/integracao/authorization',
  auth: 'token',
  effect: 'read',
  request: {
    query: z.object({
      subscriber_id: z.string(),
      resource_id: z.string(),
      country_code: z.string().optional(),
      action_id: z.string().optional(),
      ip_address: z.string().optional(),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: access,
});

export const authenticateAtBitTrainers = erpOperation({
  id: 'bit-trainers.authenticate',
  title: 'BIT TRAINERS - Autenticação',
  method: 'GET',
  path: '/ws/integracao/bittrainers/authentication',
  auth: 'token',
  effect: 'read',
  request: { query: partnerLogin },
  format: 'json',
  envelope: bare,
  answer: subscriber,
});

export const authoriseAtBitTrainers = erpOperation({
  id: 'bit-trainers.authorise',
  title: 'BIT TRAINERS - Autorização',
  method: 'GET',
  path: '/ws/integracao/bittrainers/authorization',
  auth: 'token',
  effect: 'read',
  request: { query: z.object({ subscriber_id: z.string(), resource_id: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: access,
});
