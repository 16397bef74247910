import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { identifier, looseBoolean, numericId, optionalText, pathId } from '../../core/fields.js';
import { zeroOrOneText } from '../../core/wire-fields.js';
import { bare, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { doneWord } from './acknowledgement.js';

/** A call that the telephone menu received; `numeroOrigem` is the caller's number. */
export const registerIncomingCall = erpOperation({
  id: 'telephony.register-incoming-call',
  title: 'Cadastrar dados de ligação entrante na URA [MOB]',
  method: 'POST',
  path: '/ws/telefonia/ligacoes/cadastrar',
  auth: 'basic',
  effect: 'irreversible',
  request: {
    body: z.object({
      idCliente: numericId,
      numeroOrigem: z.string(),
      ramal: z.string().optional(),
      fila: z.string().optional(),
    }),
  },
  format: 'word',
  envelope: bare,
  answer: doneWord('SUCESSO'),
});

/** Our own prefixes, or those of third parties for numbers that are ported. */
export const listPhonePrefixes = erpOperation({
  id: 'telephony.list-prefixes',
  title: 'Buscar prefixos por cidade',
  method: 'GET',
  path: '/ws/telefonia/prefixos/cidade/{idCidade}/portabilidade/{isPortabilidade}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCidade: pathId, isPortabilidade: zeroOrOneText }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        codigoPais: optionalText,
        codigoArea: optionalText,
        prefixo: optionalText,
        idCidade: identifier.nullish(),
        nomeCidade: optionalText,
        isTerceiro: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        countryCode: row.codigoPais,
        areaCode: row.codigoArea,
        prefix: row.prefixo,
        cityId: row.idCidade ?? null,
        city: row.nomeCidade,
        thirdParty: row.isTerceiro,
      })),
  ),
});

export const listFreePhoneNumbers = erpOperation({
  id: 'telephony.list-free-numbers',
  title: 'Buscar números disponíveis para venda por prefixo',
  method: 'GET',
  path: '/ws/telefonia/numeros/livres/prefixo/{idPrefixo}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idPrefixo: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        numero: optionalText,
        status: optionalText,
        prefixo: optionalText,
        codigoArea: optionalText,
        codigoPais: optionalText,
      })
      .transform((row) => ({
        id: row.id,
        number: row.numero,
        status: row.status,
        prefix: row.prefixo,
        areaCode: row.codigoArea,
        countryCode: row.codigoPais,
      })),
  ),
});
