import { z } from 'zod';
import {
  anyStyleDate,
  centavos,
  identifier,
  looseBoolean,
  numericId,
  optionalText,
  pathId,
  yesNo,
} from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { dashedDate } from '../../core/wire-fields.js';
import { bare, textSaying } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { contractStatus } from './contract-status.js';
import { customerLogin } from './customer-login.js';

/** `resposta` is "SUCESSO" here: the envelope has taken "FALHA" away. */
const enabledInTrust = z
  .object({ resposta: z.string().nullish(), dataFim: anyStyleDate.nullish().catch(null) })
  .transform((answer) => ({ validUntil: answer.dataFim ?? null }));

/** The suspended contract works again until `validUntil`, unpaid bills or not. */
export const enableContractInTrust = erpOperation({
  id: 'contract.enable-in-trust',
  title: 'Habilitar contrato em confiança',
  method: 'PUT',
  path: '/ws/comercial/contrato/habilitar_confianca',
  auth: 'basic',
  effect: 'irreversible',
  request: { body: z.object({ idContrato: numericId }) },
  format: 'json',
  envelope: bare,
  answer: enabledInTrust,
});

/** `descricaoStatus` is the status to set, `acessoCentral` whether the customer's area asks for it. */
export const changeContractStatus = erpOperation({
  id: 'contract.change-status',
  title: 'Habilitar contrato em confiança',
  method: 'POST',
  path: '/ws/comercial/contrato/{idContrato}/webservice/alterar/status',
  auth: 'customer',
  effect: 'irreversible',
  request: {
    path: z.object({ idContrato: pathId }),
    query: z.object({ descricaoStatus: z.string(), acessoCentral: yesNo }),
    body: customerLogin,
  },
  format: 'json',
  envelope: bare,
  answer: enabledInTrust,
  assumption:
    'The document prints no example answer; it is read as that of the other "Habilitar contrato em confiança".',
});

/** Sends the changes to the provider's people, who make them; nothing changes at once. */
export const requestProfileUpdate = erpOperation({
  id: 'customer-profile.request-update',
  title: 'Solicitar atualização de dados do cliente',
  method: 'POST',
  path: '/ws/comercial/alterarPerfil',
  auth: 'basic',
  effect: 'irreversible',
  request: {
    body: z.object({
      IDCliente: z.string().optional(),
      NomeCompleto: z.string().optional(),
      RG: z.string().optional(),
      DataNascimento: dashedDate.optional(),
      Email: z.string().optional(),
      TelefoneFixo: z.string().optional(),
      Celular: z.string().optional(),
      Telefone1: z.string().optional(),
      Telefone2: z.string().optional(),
      Contratos: z
        .array(
          z.object({
            Plano: z.string().optional(),
            CodContrato: z.string().optional(),
            TipoEndereco: z.string().optional(),
            TipoLogradouro: z.string().optional(),
            Logradouro: z.string().optional(),
            Numero: z.string().optional(),
            Complemento: z.string().optional(),
            Bairro: z.string().optional(),
            Cidade: z.string(),
          }),
        )
        .optional(),
    }),
  },
  // Printed as a text in braces, which is no JSON.
  format: 'word',
  envelope: textSaying(/SOLICITACAO_FOI_ENVIADA/),
  answer: z.literal(true),
});

/** Contracts in use; what speaks against deactivating one for a while stands beside it. */
export const listContractsForDeactivation = erpOperation({
  id: 'contract-deactivation.list-candidates',
  title: 'Listar contratos para inativação temporária',
  method: 'GET',
  path: '/ws/comercial/cliente/{idCliente}/lista/contratos/inativar/temporariamente',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        idContrato: identifier,
        plano: optionalText,
        tecnologia: optionalText,
        valor: centavos.nullish(),
        status: contractStatus,
        possuiPendenciaFinanceira: looseBoolean,
        inativadoMenosUmAno: looseBoolean,
      })
      .transform((contract) => ({
        id: contract.idContrato,
        plan: contract.plano,
        technology: contract.tecnologia,
        priceCents: contract.valor ?? null,
        status: contract.status,
        hasDebt: contract.possuiPendenciaFinanceira,
        deactivatedWithinAYear: contract.inativadoMenosUmAno,
      })),
  ),
});

export const deactivateContract = erpOperation({
  id: 'contract-deactivation.request',
  title: 'Inativar contratos temporariamente',
  method: 'PUT',
  path: '/ws/comercial/contratos/inativar/temporariamente',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({ idContrato: numericId, quantidadeDias: z.number().int().positive(), dataInicio: dashedDate }),
  },
  format: 'word',
  envelope: textSaying(/^SUCESSO$/),
  answer: z.literal(true),
});

/** A GET that writes: it accepts the contract. */
export const acceptContract = erpOperation({
  id: 'contract.accept',
  title: 'Confirmar aceite do contrato',
  method: 'GET',
  path: '/ws/comercial/contratos/aceite/{idContrato}',
  auth: 'token',
  effect: 'irreversible',
  request: { path: z.object({ idContrato: pathId }) },
  format: 'json',
  envelope: bare,
  answer: z.object({ Status: z.literal('OK') }).transform(() => true as const),
});
