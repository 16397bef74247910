import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { epochInstant, identifier, optionalText } from '../../core/fields.js';
import { dataOf } from '../mosia.errors.js';
import { mosiaOperation } from '../mosia.operation.js';

/** A row of a register of Mosia's: an id and its description. */
const described = z
  .object({ id: identifier, descricao: optionalText })
  .transform((row) => ({ id: row.id, description: row.descricao }));

/** Somebody of the protocol. Names of some come with the key behind a dash, which is no part of the name. */
const person = z.object({ nome: optionalText, chaveUnica: optionalText }).transform((row) => ({
  name: row.nome?.replace(/\s+-\s+[\d.\-/]+$/, '') ?? null,
  uniqueKey: row.chaveUnica,
}));

/** `chaveUnica` is the person's CPF: it travels in a header and never belongs in a log. */
export const listLatestProtocols = mosiaOperation({
  id: 'protocols.list-latest',
  title: 'Listar últimos protocolos',
  method: 'GET',
  path: '/clientes/ocorrencias/ultimosProtocolos',
  effect: 'read',
  request: {
    headers: z.object({
      chaveUnica: z.string().min(1),
      totalProtocolos: z.number().int().min(1).max(10).optional(),
    }),
  },
  envelope: dataOf,
  answer: lenientList(
    z
      .object({
        protocolo: identifier,
        tipoOcorrencia: described.nullish(),
        data_registro: epochInstant.nullish(),
        data_atualizacao: epochInstant.nullish(),
        status: described.nullish(),
        assunto: optionalText,
        beneficiario: person.nullish(),
        solicitante: person.nullish(),
      })
      .transform((row) => ({
        protocol: row.protocolo,
        kind: row.tipoOcorrencia ?? null,
        registeredAt: row.data_registro ?? null,
        updatedAt: row.data_atualizacao ?? null,
        status: row.status ?? null,
        subject: row.assunto,
        beneficiary: row.beneficiario ?? null,
        requester: row.solicitante ?? null,
      })),
  ),
  assumption: 'The document prints no failure; an envelope that says status false is read as one, by its statusCode.',
});
