import { z } from 'zod';
import { identifier, normaliseWord, numericId, pathId } from '../../core/fields.js';
import { bare, dataOf, textSaying, wordAmong } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

const ofCustomer = z.object({ idCliente: pathId });

/** "NOT_ACCEPTABLE" is an answer here, not a failure. */
const allowed = z.enum(['ACCEPTED', 'NOT_ACCEPTABLE']).transform((word) => ({ allowed: word === 'ACCEPTED' }));

export const checkDigitalBill = erpOperation({
  id: 'digital-bill.check',
  title: 'Verificar se o cliente pode alterar para fatura digital',
  method: 'POST',
  path: '/ws/comercial/cliente/{idCliente}/verificar/fatura_digital',
  auth: 'customer',
  effect: 'read',
  request: { path: ofCustomer, body: customerLogin },
  format: 'word',
  envelope: wordAmong('ACCEPTED', 'NOT_ACCEPTABLE'),
  answer: allowed,
});

/** Tells the customer by e-mail. "NOT MODIFIED" is a success that found nothing to change. */
export const switchToDigitalBill = erpOperation({
  id: 'digital-bill.switch',
  title: 'Alterar forma de cobrança para fatura digital',
  method: 'POST',
  path: '/ws/comercial/cliente/{idCliente}/alterar/fatura_digital',
  auth: 'customer',
  effect: 'irreversible',
  request: { path: ofCustomer, body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ Status: z.string(), Contratos: z.array(identifier).nullish() })
    .transform(({ Status, Contratos }) => ({ changed: normaliseWord(Status) === 'OK', contractIds: Contratos ?? [] })),
});

/** Not allowed means that a change is asked for already and comes with the next billing. */
export const checkDueDateChange = erpOperation({
  id: 'due-dates.check-change',
  title: 'Verificar se o cliente pode alterar o vencimento do contrato',
  method: 'POST',
  path: '/ws/comercial/cliente/{idCliente}/verificar/vencimento_contrato',
  auth: 'customer',
  effect: 'read',
  // The document prints `?vencimentoAtual{id}`, without its equals sign.
  request: { path: ofCustomer, query: z.object({ vencimentoAtual: pathId }), body: customerLogin },
  format: 'word',
  envelope: wordAmong('ACCEPTED', 'NOT_ACCEPTABLE'),
  answer: allowed,
});

/** Changes every contract of the customer that has the current due date, and tells the customer by e-mail. */
export const changeDueDateAsCustomer = erpOperation({
  id: 'due-dates.change-as-customer',
  title: 'Alterar vencimento dos contratos de um cliente',
  method: 'POST',
  path: '/ws/comercial/cliente/{idCliente}/alterar/vencimento_contrato',
  auth: 'customer',
  effect: 'irreversible',
  request: {
    path: ofCustomer,
    query: z.object({ vencimentoAtual: pathId, novoVencimento: pathId }),
    body: customerLogin,
  },
  format: 'word',
  envelope: wordAmong('OK', 'NOT_MODIFIED'),
  answer: z.enum(['OK', 'NOT_MODIFIED']).transform((word) => ({ changed: word === 'OK' })),
});

/** Changes every contract of the customer that has the current due date. The example writes both ids as text. */
export const changeDueDateOfCustomer = erpOperation({
  id: 'due-dates.change-for-customer',
  title: 'Alterar vencimento de contratos por cliente',
  method: 'PUT',
  path: '/ws/comercial/cliente/{idCliente}/alterar/vencimentos',
  auth: 'basic',
  effect: 'idempotent-write',
  request: { path: ofCustomer, body: z.object({ idVencimentoAtual: pathId, idNovoVencimento: pathId }) },
  format: 'word',
  envelope: textSaying(/^SUCESSO$/),
  answer: z.literal(true),
});

export const changeDueDateOfContract = erpOperation({
  id: 'due-dates.change-for-contract',
  title: 'Alteração de Dia de Vencimento de Contratos',
  method: 'PUT',
  path: '/ws/area/cliente/contrato/alterar/vencimento_contrato',
  auth: 'token',
  effect: 'idempotent-write',
  request: {
    body: z.object({ idContrato: numericId, idVencimentoAtual: numericId, idVencimentoNovo: numericId }),
  },
  format: 'json',
  envelope: dataOf,
  answer: z.string().transform(() => true as const),
});
