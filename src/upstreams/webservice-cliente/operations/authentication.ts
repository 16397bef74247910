import { z } from 'zod';
import { centavos, identifier, optionalText } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import type { Envelope } from '../../core/operation.js';
import { bare, successOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { contractStatus } from './contract-status.js';
import { customerAccount } from './customer-account.js';
import { customerLogin } from './customer-login.js';

const tokenAnswer = z.object({ token: z.string().min(1) });

export const generateToken = erpOperation({
  id: 'token.generate',
  title: 'Gerar Token',
  method: 'GET',
  path: '/ws/auth/token/gerar',
  auth: 'basic',
  // A new token changes nothing that anybody else sees.
  effect: 'idempotent-write',
  request: {},
  format: 'json',
  envelope: bare,
  answer: tokenAnswer,
});

export const renewToken = erpOperation({
  id: 'token.renew',
  title: 'Renovar Token',
  method: 'PUT',
  path: '/ws/auth/token/renovar',
  auth: 'token',
  effect: 'idempotent-write',
  request: {},
  format: 'json',
  envelope: bare,
  answer: tokenAnswer,
});

export const logCustomerIn = erpOperation({
  id: 'customer.log-in',
  title: 'Logar no App - Simplificado',
  method: 'POST',
  path: '/ws/comercial/clientes/logar',
  auth: 'customer',
  effect: 'read',
  request: { body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: z
    .object({
      CodigoCliente: identifier,
      NomeCompleto: optionalText,
      NomeTratamento: optionalText,
      Contratos: lenientList(
        z.object({
          CodContrato: identifier,
          PlanoContrato: optionalText,
          StatusContrato: contractStatus,
          Tecnologia: optionalText,
          ValorContrato: centavos.nullish(),
        }),
      ).optional(),
    })
    .transform((answer) => ({
      customerId: answer.CodigoCliente,
      firstName: (answer.NomeTratamento ?? answer.NomeCompleto ?? '').split(/\s+/)[0] ?? '',
      contracts: (answer.Contratos ?? []).map((contract) => ({
        id: contract.CodContrato,
        plan: contract.PlanoContrato,
        status: contract.StatusContrato,
        technology: contract.Tecnologia,
        priceCents: contract.ValorContrato ?? null,
      })),
    })),
});

export const logCustomerInWithBills = erpOperation({
  id: 'customer.log-in-with-bills',
  title: 'Logar no App - Completo',
  method: 'POST',
  path: '/ws/comercial/logar',
  auth: 'customer',
  effect: 'read',
  request: { body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: customerAccount,
});

/** No password was sent here, so "access data" that fit nobody are a document that fits nobody. */
const documentUnknown: Envelope = (payload, status) => {
  const outcome = successOf(payload, status);
  return !outcome.ok && outcome.kind === 'customer-credential'
    ? { ok: false, kind: 'not-found', reason: 'customer-unknown' }
    : outcome;
};

/** The new password goes to the customer's telephone by SMS and never comes to us. */
export const resetCustomerPasswordBySms = erpOperation({
  id: 'customer-password.reset-by-sms',
  title: 'Resetar senha do App',
  method: 'POST',
  path: '/ws/comercial/resetar_senha',
  auth: 'basic',
  effect: 'irreversible',
  request: { body: z.object({ usuario: z.string() }) },
  format: 'json',
  envelope: documentUnknown,
  answer: z.literal(true),
});

/** Both passwords are in the query, so the URL of this call is as secret as they are. */
export const changeCustomerPassword = erpOperation({
  id: 'customer-password.change',
  title: 'Redefinir Senha',
  method: 'POST',
  path: '/ws/comercial/redefinir_senha',
  auth: 'customer',
  // Once changed, the old password is wrong: a second try would be refused.
  effect: 'irreversible',
  request: { query: z.object({ senhaAntiga: z.string(), novaSenha: z.string() }), body: customerLogin },
  format: 'json',
  envelope: successOf,
  answer: z.literal(true),
});

export const readAppConfiguration = erpOperation({
  id: 'app-configuration.read',
  title: 'Consultar última versão do APP',
  method: 'GET',
  path: '/ws/comercial/configuracoes_app',
  auth: 'basic',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: bare,
  answer: z
    .object({ NIVEL_ATUALIZACAO: optionalText, ULTIMA_VERSAO_APP: optionalText })
    .transform((answer) => ({ updateLevel: answer.NIVEL_ATUALIZACAO, latestVersion: answer.ULTIMA_VERSAO_APP })),
});
