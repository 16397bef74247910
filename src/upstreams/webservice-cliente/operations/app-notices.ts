import { z } from 'zod';
import { epochOfMidnight } from '../../../common/brazil/dates.js';
import { anyStyleDate, epochInstant, identifier, optionalText, pathId, wordOf } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { listWithin, textSaying } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

/** An instant, or the midnight with which a day begins. */
const noticeInstant = z.union([
  epochInstant,
  anyStyleDate.transform((day) => (day === null ? null : new Date(epochOfMidnight(day)))),
]);

export const appNotice = z
  .object({
    id: identifier,
    titulo: optionalText,
    mensagem: optionalText,
    descricao: optionalText,
    status: wordOf(['PENDENTE', 'ENVIADO'], 'UNKNOWN'),
    dataCadastro: noticeInstant.nullish().catch(null),
  })
  .transform((notice) => ({
    id: notice.id,
    title: notice.titulo,
    text: notice.mensagem ?? notice.descricao,
    status: notice.status,
    createdAt: notice.dataCadastro ?? null,
  }));

export const listNoticesAsCustomer = erpOperation({
  id: 'app-notices.list-as-customer',
  title: 'Buscar notificações do APP',
  method: 'POST',
  path: '/ws/comercial/avisos_app/cliente/{idCliente}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }), body: customerLogin },
  format: 'json',
  envelope: listWithin,
  answer: lenientList(appNotice),
  assumption:
    'The document prints no example answer; a list, bare or in an envelope, of id, title, text, status and date is read.',
});

/** The ERP then calls the notice "ENVIADO" and lists it no more. */
export const markNoticeSent = erpOperation({
  id: 'app-notices.mark-sent',
  title: 'Atualizar notificação do APP',
  method: 'POST',
  path: '/ws/comercial/avisos_app/{id}',
  auth: 'customer',
  effect: 'idempotent-write',
  request: { path: z.object({ id: pathId }), body: customerLogin },
  // Printed as `"OK": A notificação teve …`, which is no JSON.
  format: 'word',
  envelope: textSaying(/^"?OK\b|STATUS_ATUALIZADO/),
  answer: z.literal(true),
});
