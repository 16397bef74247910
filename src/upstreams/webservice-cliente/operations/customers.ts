import { z } from 'zod';
import { identifier, optionalDate, optionalText, pathId, numericId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { bare, dataOf, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { doneSentence } from './acknowledgement.js';
import { appNotice } from './app-notices.js';
import { contractStatus } from './contract-status.js';
import { prospectedPlan } from './prospected-plan.js';

export const readCustomer = erpOperation({
  id: 'customers.read',
  title: 'Informações de Cliente',
  method: 'GET',
  path: '/ws/area/cliente/{idCliente}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: z
    .object({
      nome: optionalText,
      cpf: optionalText,
      cnpj: optionalText,
      rg: optionalText,
      email: optionalText,
      telefoneFixo: optionalText,
      telefoneMovel: optionalText,
      dataNascimento: optionalDate,
      nomeMae: optionalText,
      contratos: lenientList(
        z
          .object({ id: identifier, descricaoPlano: optionalText, status: contractStatus })
          .transform((row) => ({ id: row.id, plan: row.descricaoPlano, status: row.status })),
      ).nullish(),
    })
    .transform((row) => ({
      name: row.nome,
      document: row.cpf ?? row.cnpj,
      identityCard: row.rg,
      email: row.email,
      landline: row.telefoneFixo,
      mobile: row.telefoneMovel,
      bornOn: row.dataNascimento,
      motherName: row.nomeMae,
      contracts: row.contratos ?? [],
    })),
});

export const searchCustomers = erpOperation({
  id: 'customers.search',
  title: 'Buscar clientes por vendedor, ID e documento',
  method: 'GET',
  path: '/ws/comercial/clientes/buscar/vendedor/{idVendedor}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({ idVendedor: pathId }),
    query: z.object({ id: pathId.optional(), documento: z.string().optional() }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, nome: optionalText, cpf: optionalText, cnpj: optionalText })
      .transform((row) => ({ id: row.id, name: row.nome, document: row.cpf ?? row.cnpj })),
  ),
  assumption: 'The document prints no example answer; the rows are read as those of the search for prospects.',
});

export const listProspectedPlans = erpOperation({
  id: 'customers.list-prospected-plans',
  title: 'Buscar planos prospectados de cliente',
  method: 'GET',
  path: '/ws/comercial/clientes/{idCliente}/planos_prospectados',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(prospectedPlan),
});

/** Pending notices only. */
export const listPendingNotices = erpOperation({
  id: 'customers.list-pending-notices',
  title: 'Informações de Aviso de Aplicativo',
  method: 'GET',
  path: '/ws/area/cliente/{idCliente}/avisos_app',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: lenientList(appNotice),
  assumption:
    'The document prints no example answer; the rows are read as the notices listed with the login of the customer, in the envelope of this family of paths.',
});

/** The field is called `idAtendimento`, while the answer speaks of the customer of that id. */
export const setNoticesSwitch = erpOperation({
  id: 'customers.set-notices-switch',
  title: 'Habilitar/desabilitar notificações de cliente',
  method: 'PUT',
  path: '/ws/area/cliente/alterar/configuracao/notificacoes',
  auth: 'token',
  effect: 'idempotent-write',
  request: { body: z.object({ idAtendimento: numericId, recebeNotificacoes: z.boolean() }) },
  format: 'json',
  envelope: dataOf,
  answer: doneSentence,
});

/**
 * Answers the new password in clear, as a number that keeps its leading zeros and so is no JSON. A secret of the
 * customer: used at once to set another, never logged, stored or passed on.
 */
export const resetAppPassword = erpOperation({
  id: 'customers.reset-app-password',
  title: 'Resetar senha do App',
  method: 'PUT',
  path: '/ws/area/cliente/resetar_senha',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.union([z.object({ CPFCNPJ: z.string().min(11) }), z.object({ IDCliente: numericId })]),
  },
  format: 'lenient-json',
  envelope: bare,
  answer: z
    .object({ Successo: z.string(), Senha: z.union([z.string().min(1), z.number()]) })
    .transform(({ Senha }) => ({ password: String(Senha) })),
});
