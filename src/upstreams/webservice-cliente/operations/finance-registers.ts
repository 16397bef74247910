import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { centavos, identifier, looseBoolean, numericId, optionalText, pathId } from '../../core/fields.js';
import { bare, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

export const listReleasedDueDates = erpOperation({
  id: 'finance-registers.list-due-dates',
  title: 'Buscar vencimentos de contrato',
  method: 'POST',
  path: '/ws/financeiro/buscar/vencimentos',
  auth: 'customer',
  effect: 'read',
  request: { body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        id: identifier,
        dia: z.number().int().min(1).max(31),
        diaFaturamentoInicial: z.number().int().nullish(),
        diaFaturamentoFinal: z.number().int().nullish(),
        ativo: looseBoolean,
        prePago: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        day: row.dia,
        billingFromDay: row.diaFaturamentoInicial ?? null,
        billingToDay: row.diaFaturamentoFinal ?? null,
        active: row.ativo,
        prepaid: row.prePago,
      })),
  ),
});

/** Of every acquirer when none is named. */
export const listCardBrands = erpOperation({
  id: 'finance-registers.list-card-brands',
  title: 'Buscar bandeiras de cartão',
  method: 'GET',
  path: '/ws/financeiro/bandeiras_cartao',
  auth: 'token',
  effect: 'read',
  request: { query: z.object({ adquirente: z.string().optional() }) },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        idEmpresa: identifier.nullish(),
        nomeEmpresa: optionalText,
        codigoCreditoSap: optionalText,
        codigoDebitoSap: optionalText,
        adquirente: optionalText,
      })
      .transform((row) => ({
        id: row.id,
        name: row.descricao,
        companyId: row.idEmpresa ?? null,
        company: row.nomeEmpresa,
        creditCode: row.codigoCreditoSap,
        debitCode: row.codigoDebitoSap,
        acquirer: row.adquirente,
      })),
  ),
});

export const listPaymentForms = erpOperation({
  id: 'finance-registers.list-payment-forms',
  title: 'Buscar todas formas de pagamento',
  method: 'GET',
  path: '/ws/financeiro/formas_pagamento',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        isCartao: looseBoolean,
        isDinheiro: looseBoolean,
        isTransferencia: looseBoolean,
        debito: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        description: row.descricao,
        card: row.isCartao,
        cash: row.isDinheiro,
        transfer: row.isTransferencia,
        debit: row.debito,
      })),
  ),
});

export const listFinancialAccounts = erpOperation({
  id: 'finance-registers.list-financial-accounts',
  title: 'Buscar contas financeiras de acordo com a forma de pagamento',
  method: 'GET',
  path: '/ws/financeiro/contas_financeiras/forma_pagamento/{idFormaPagamento}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idFormaPagamento: pathId }) },
  format: 'json',
  envelope: bare,
  answer: lenientList(
    z
      .object({ id: identifier, descricao: optionalText, banco: optionalText, ativo: looseBoolean })
      .transform((row) => ({ id: row.id, description: row.descricao, bank: row.banco, active: row.ativo })),
  ),
});

export const listBanks = erpOperation({
  id: 'finance-registers.list-banks',
  title: 'Buscar bancos',
  method: 'GET',
  path: '/ws/financeiro/bancos',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, codigo: optionalText, nome: optionalText })
      .transform((row) => ({ id: row.id, code: row.codigo, name: row.nome })),
  ),
});

/** Services that can be charged once, e.g. a change of address. */
export const listServices = erpOperation({
  id: 'finance-registers.list-services',
  title: 'Buscar serviços disponíveis para a empresa e a cidade',
  method: 'GET',
  path: '/ws/financeiro/servicos/cidade/{idCidade}/empresa/{idEmpresa}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCidade: pathId, idEmpresa: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        valor: centavos,
        permiteParcelar: looseBoolean,
        numeroMaximoParcelas: z.number().int().nullish(),
        isTaxaInstalacao: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        description: row.descricao,
        priceCents: row.valor,
        instalmentsAllowed: row.permiteParcelar,
        maximumInstalments: row.numeroMaximoParcelas ?? null,
        installationFee: row.isTaxaInstalacao,
      })),
  ),
});

/** Charges a service to a contract. `idUsuario` is a user of the ERP, not a customer. */
export const registerAdditionalService = erpOperation({
  id: 'additional-services.register',
  title: 'Cadastrar serviço adicional',
  method: 'POST',
  path: '/ws/financeiro/servicos_adicionais/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      idUsuario: numericId,
      idCliente: numericId,
      idServico: numericId,
      idContrato: numericId,
      obs: z.string(),
      qtdeParcelas: z.number().int().nonnegative(),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: z.object({ idFaturamentoServico: identifier }).transform((answer) => ({ id: answer.idFaturamentoServico })),
});

const chargingForms = lenientList(
  z
    .object({
      Id: identifier,
      Descricao: optionalText,
      DebitoAutomatico: looseBoolean,
      PermitePacote: looseBoolean,
      Carne: looseBoolean,
      Digital: looseBoolean,
      IdEmpresa: identifier.nullish(),
      Isento: looseBoolean,
      Ativa: looseBoolean,
      PrePago: looseBoolean,
    })
    .transform((row) => ({
      id: row.Id,
      description: row.Descricao,
      automaticDebit: row.DebitoAutomatico,
      packagesAllowed: row.PermitePacote,
      booklet: row.Carne,
      digital: row.Digital,
      companyId: row.IdEmpresa ?? null,
      exempt: row.Isento,
      active: row.Ativa,
      prepaid: row.PrePago,
    })),
);

export const listChargingFormsOfCity = erpOperation({
  id: 'finance-registers.list-charging-forms-of-city',
  title: 'Buscar formas de cobrança por cidade e tipo',
  method: 'GET',
  path: '/ws/financeiro/formas_cobranca/cidade/{idCidade}/tipo/{tipo}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({ idCidade: pathId, tipo: z.enum(['DIGITAL', 'CARNE', 'DEBITO', 'PREPAGO', 'BOLETO']) }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: chargingForms,
});

export const listChargingForms = erpOperation({
  id: 'finance-registers.list-charging-forms',
  title: 'Buscar formas de cobrança ativas',
  method: 'GET',
  path: '/ws/financeiro/formas_cobranca',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: chargingForms,
});
