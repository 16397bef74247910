import { z } from 'zod';
import {
  anyStyleDate,
  centavos,
  identifier,
  looseBoolean,
  numericId,
  optionalText,
  pathId,
  wordOf,
  yesNo,
} from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { dashedDate } from '../../core/wire-fields.js';
import { bare, dataOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { billSummary } from './bill-summary.js';
import { contractStatus } from './contract-status.js';
import { customerAccount } from './customer-account.js';
import { customerLogin } from './customer-login.js';

const contractSummary = z
  .object({
    IDContrato: identifier,
    DescricaoPlano: optionalText,
    StatusContrato: contractStatus,
    TipoContrato: optionalText,
    TipoTecnologia: optionalText,
    Tecnologia: optionalText,
    ValorContrato: centavos.nullish(),
    IDVencimento: identifier.nullish(),
  })
  .transform((contract) => ({
    id: contract.IDContrato,
    plan: contract.DescricaoPlano,
    status: contract.StatusContrato,
    kind: contract.TipoContrato,
    service: contract.TipoTecnologia,
    technology: contract.Tecnologia,
    priceCents: contract.ValorContrato ?? null,
    dueDateId: contract.IDVencimento ?? null,
  }));

const PERSONS = { PESSOAFISICA: 'natural', PESSOAJURIDICA: 'legal', UNKNOWN: 'unknown' } as const;

/** Bills by due date, both ends and the whole optional. */
const billsDue = z.object({ dataInicioVencFatura: dashedDate.optional(), dataFimVencFatura: dashedDate.optional() });

/** Amounts are summed over the bill operations, not over this list, which drops what is malformed. */
const customerOverview = z
  .object({
    IDCliente: identifier,
    NomeCliente: optionalText,
    TipoPessoa: wordOf(['PESSOAFISICA', 'PESSOAJURIDICA'], 'UNKNOWN'),
    ExisteFaturaSemPagamento: looseBoolean,
    ExisteAtendimentoAberto: looseBoolean,
    Contratos: lenientList(contractSummary),
    Faturas: lenientList(billSummary).nullish(),
  })
  .transform((answer) => ({
    customerId: answer.IDCliente,
    name: answer.NomeCliente,
    person: PERSONS[answer.TipoPessoa],
    hasUnpaidBill: answer.ExisteFaturaSemPagamento,
    hasOpenServiceOrder: answer.ExisteAtendimentoAberto,
    contracts: answer.Contratos,
    bills: answer.Faturas ?? [],
  }));

export const readCustomerOverview = erpOperation({
  id: 'customer.read-overview',
  title: 'Buscar dados de cliente, contrato e fatura por ID de cliente',
  method: 'GET',
  path: '/ws/comercial/cliente/{idCliente}/dados',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }), query: billsDue },
  format: 'json',
  envelope: bare,
  answer: customerOverview,
});

/** The input of `readCustomerOverview` that leaves no bill out. */
export const overviewOf = (customerId: string) => ({ path: { idCliente: customerId }, query: {} });

/** `cpfcnpj` without punctuation. */
export const findCustomerOverview = erpOperation({
  id: 'customer.find-overview',
  title: 'Buscar dados de cliente, contrato e fatura por CPF/CNPJ',
  method: 'POST',
  path: '/ws/comercial/cliente/dados',
  auth: 'basic',
  effect: 'read',
  request: { query: billsDue, body: z.object({ cpfcnpj: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: customerOverview,
});

export const listContractsAsCustomer = erpOperation({
  id: 'customer-contracts.list-as-customer',
  title: 'Buscar contratos e faturas',
  method: 'POST',
  path: '/ws/comercial/contratos/cliente/{idCliente}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }), body: customerLogin },
  format: 'json',
  envelope: bare,
  answer: customerAccount,
});

const contractAddress = z
  .object({
    Logradouro: optionalText,
    Numero: optionalText,
    Complemento: optionalText,
    Bairro: optionalText,
    Cidade: optionalText,
    UF: optionalText,
    CEP: optionalText,
  })
  .transform((address) => ({
    street: address.Logradouro,
    number: address.Numero,
    complement: address.Complemento,
    district: address.Bairro,
    city: address.Cidade,
    state: address.UF,
    postalCode: address.CEP,
  }));

/** `somenteContrato=s` leaves the bills out. */
export const readContract = erpOperation({
  id: 'contract.read',
  title: 'Buscar dados do contrato',
  method: 'POST',
  path: '/ws/comercial/contrato/dados',
  auth: 'basic',
  effect: 'read',
  request: { query: z.object({ somenteContrato: yesNo }), body: z.object({ idContrato: numericId }) },
  format: 'json',
  envelope: bare,
  answer: contractSummary.and(
    z
      .object({ Enderecos: lenientList(contractAddress).optional() })
      .transform((answer) => ({ addresses: answer.Enderecos ?? [] })),
  ),
});

/** The input of `readContract`: the contract without its bills. */
export const contractOnly = (contractId: string) => ({
  query: { somenteContrato: true },
  body: { idContrato: contractId },
});

/** Amounts are summed over these bills, so one malformed bill refuses the whole answer. */
export const readContractWithBills = erpOperation({
  id: 'contract.read-with-bills',
  title: 'Buscar dados do contrato e faturas correspondentes',
  method: 'POST',
  path: '/ws/comercial/contrato/dados',
  auth: 'basic',
  effect: 'read',
  request: { body: z.object({ idContrato: numericId }) },
  format: 'json',
  envelope: bare,
  answer: contractSummary.and(
    z.object({ Faturas: z.array(billSummary).nullish() }).transform((answer) => ({ bills: answer.Faturas ?? [] })),
  ),
});

export const readContractDetails = erpOperation({
  id: 'contract.read-details',
  title: 'Informações de Contrato',
  method: 'GET',
  path: '/ws/area/cliente/contrato/{idContrato}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idContrato: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: z
    .object({
      dataHabilitacao: anyStyleDate.nullish().catch(null),
      dataFimFidelidade: anyStyleDate.nullish().catch(null),
    })
    .transform((answer) => ({
      activatedOn: answer.dataHabilitacao ?? null,
      loyaltyEndsOn: answer.dataFimFidelidade ?? null,
    })),
  assumption: 'The document prints no example answer; the two dates are read when they are there.',
});

export const listActiveDueDates = erpOperation({
  id: 'due-dates.list-active',
  title: 'Disponibilização dos Dias Disponíveis para Alteração de Vencimento de Contratos',
  method: 'GET',
  path: '/ws/area/cliente/vencimentos/ativos',
  auth: 'token',
  effect: 'read',
  request: { query: z.object({ isPrePago: yesNo }) },
  format: 'json',
  envelope: dataOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        dia: z.number().int().min(1).max(31),
        diaFaturamentoInicial: z.number().int().nullish(),
        diaFaturamentoFinal: z.number().int().nullish(),
        ativo: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        day: row.dia,
        billingFromDay: row.diaFaturamentoInicial ?? null,
        billingToDay: row.diaFaturamentoFinal ?? null,
        active: row.ativo,
      })),
  ),
});
