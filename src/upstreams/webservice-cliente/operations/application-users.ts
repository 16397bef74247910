import { z } from 'zod';
import { identifier, looseBoolean, numericId, optionalText, pathId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { bare, listWithin, respostaOf, successOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** The user is an employee of the provider; the refusal of these credentials is the user's affair, not ours. */
export const logUserIn = erpOperation({
  id: 'application-users.log-in',
  title: 'Logar no sistema (validação por login e senha)',
  method: 'POST',
  path: '/ws/auth/logar',
  auth: 'token',
  effect: 'read',
  request: { body: z.object({ usuario: z.string(), senha: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: z
    .object({
      idUsuario: identifier,
      idPerfil: identifier.nullish(),
      vendedor: looseBoolean,
      podeAprovarReprovarProspecto: looseBoolean,
    })
    .transform((answer) => ({
      userId: answer.idUsuario,
      profileId: answer.idPerfil ?? null,
      seller: answer.vendedor,
      mayDecideProspects: answer.podeAprovarReprovarProspecto,
    })),
});

export const listUserSegments = erpOperation({
  id: 'application-users.list-segments',
  title: 'Buscar segmentos disponíveis para o usuário',
  method: 'GET',
  path: '/ws/comercial/segmentos/usuario/{idUsuario}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idUsuario: pathId }) },
  format: 'json',
  envelope: listWithin,
  answer: lenientList(
    z
      .object({ id: identifier, nome: optionalText, descricao: optionalText })
      .transform((segment) => ({ id: segment.id, name: segment.nome ?? segment.descricao })),
  ),
  assumption:
    'The document prints no example answer; a list, bare or in an envelope, with `nome` or `descricao` is read.',
});

export const listUserCompanies = erpOperation({
  id: 'application-users.list-companies',
  title: 'Buscar empresas disponíveis para o usuário',
  method: 'GET',
  path: '/ws/terceiros/empresas/usuario/{idUsuario}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idUsuario: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, nome: optionalText, nomeFantasia: optionalText, cnpj: optionalText })
      .transform((company) => ({
        id: company.id,
        name: company.nome,
        tradeName: company.nomeFantasia,
        cnpj: company.cnpj,
      })),
  ),
});

export const changeUserPassword = erpOperation({
  id: 'application-users.change-password',
  title: 'Alterar senha de usuário da aplicação',
  method: 'PUT',
  path: '/ws/auth/alterar_senha',
  auth: 'token',
  // Once changed, the old password is wrong: a second try would be refused.
  effect: 'irreversible',
  request: { body: z.object({ idUsuario: numericId, senhaAntiga: z.string(), novaSenha: z.string() }) },
  format: 'json',
  envelope: successOf,
  answer: z.literal(true),
});
