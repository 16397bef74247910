import { z } from 'zod';
import type { Answer } from '../../core/answer.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { printAccount } from '../customer-account.js';
import { contractById, customerOfLogin } from '../owned-records.js';
import { dateQuery, failure, numberParameter, requiredBody, wordQuery } from '../requests.js';
import type { Address, Contract, Customer } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';
import { isOpen } from '../technical-agenda.state.js';
import { printUnpaidBill } from './customer-bills.js';

const contractBody = z.object({ idContrato: z.number().int() });

const printAddress = (address: Address) => ({
  Logradouro: address.street,
  UF: address.state,
  Numero: address.number,
  Tipo: 'PADRAO',
  Complemento: address.complement,
  Bairro: address.district,
  Cidade: address.city,
  CEP: address.postalCode,
});

type Request = HandlerRequest<WebserviceClienteState>;

const printSummary = (contract: Contract) => ({
  ValorContrato: contract.price,
  StatusContrato: contract.status,
  IDContrato: contract.id,
  DescricaoPlano: contract.plan,
  TipoContrato: contract.kind,
  TipoTecnologia: contract.service,
  IDVencimento: contract.dueDateId,
});

/** A customer with contracts and unpaid bills, those between two days when they are said. */
function printOverview(request: Request, customer: Customer | undefined): Answer {
  const { state, clock } = request;
  const from = dateQuery(request, 'dataInicioVencFatura');
  const to = dateQuery(request, 'dataFimVencFatura');
  if (customer === undefined) return { body: { ClienteEncontrato: false } };
  const unpaid = state.billsOf(customer.id).filter((bill) => bill.paidOn === null);
  return {
    body: {
      TipoPessoa: customer.document.length === 11 ? 'PessoaFisica' : 'PessoaJuridica',
      ClienteEncontrato: true,
      NomeCliente: customer.name,
      ExisteFaturaSemPagamento: unpaid.length > 0,
      IDCliente: customer.id,
      Contratos: state.contractsOf(customer.id).map(printSummary),
      ExisteAtendimentoAberto: state.serviceOrdersOf(customer.id).some(isOpen),
      Faturas: unpaid
        .filter(({ dueDate }) => (from === undefined || dueDate >= from) && (to === undefined || dueDate <= to))
        .map((bill) => printUnpaidBill(bill, clock)),
    },
  };
}

function printWithBills({ state, clock }: Request, contract: Contract): Answer {
  return {
    body: {
      ...printSummary(contract),
      Faturas: state
        .billsOf(contract.customerId)
        .filter((bill) => bill.paidOn === null && bill.contractIds.includes(contract.id))
        .map((bill) => printUnpaidBill(bill, clock)),
    },
  };
}

/** "COMERCIAL - Contratos" of the document, and the overview of a customer. */
export const contractHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.customer.read-overview': (request) =>
    printOverview(request, request.state.customers.get(numberParameter(request, 'idCliente'))),

  'webservice-cliente.customer.find-overview': (request) => {
    const { cpfcnpj } = requiredBody(request, z.object({ cpfcnpj: z.string().min(1) }));
    return printOverview(request, request.state.customerOfDocument(cpfcnpj));
  },

  'webservice-cliente.customer-contracts.list-as-customer': (request) => {
    const customer = customerOfLogin(request);
    if (numberParameter(request, 'idCliente') !== customer.id) return failure('Cliente nao encontrado');
    return { body: printAccount(request.state, customer) };
  },

  'webservice-cliente.contract.read': {
    when: ({ query }) => query['somenteContrato'] !== undefined,
    handle: (request) => {
      const { idContrato } = requiredBody(request, contractBody);
      const onlyContract = wordQuery(request, 'somenteContrato', ['s', 'n']) === 's';
      const contract = contractById(request.state, idContrato);
      if (!onlyContract) return printWithBills(request, contract);
      return {
        body: {
          ...printSummary(contract),
          Tecnologia: contract.technology,
          Enderecos: [printAddress(contract.address)],
        },
      };
    },
  },

  'webservice-cliente.contract.read-with-bills': (request) => {
    const { idContrato } = requiredBody(request, contractBody);
    return printWithBills(request, contractById(request.state, idContrato));
  },

  // The document prints no example answer of this one: its members are invented.
  'webservice-cliente.contract.read-details': (request) => {
    const contract = contractById(request.state, numberParameter(request, 'idContrato'));
    return {
      body: {
        data: {
          idContrato: contract.id,
          statusContrato: contract.status,
          descricaoPlano: contract.plan,
          dataHabilitacao: contract.activatedOn,
          dataFimFidelidade: contract.loyaltyEndsOn,
        },
        status: 'OK',
      },
    };
  },

  'webservice-cliente.due-dates.list-active': (request) => {
    const prepaid = wordQuery(request, 'isPrePago', ['s', 'n']);
    if (prepaid === undefined) return failure('O parâmetro isPrePago é obrigatório.', 400);
    const rows = [...request.state.dueDates.values()].filter((row) => row.prepaid === (prepaid === 's'));
    return {
      body: {
        data: rows.map((row) => ({
          id: row.id,
          dia: row.day,
          diaFaturamentoInicial: row.day + 1,
          diaFaturamentoFinal: row.day,
          ativo: true,
          prePago: row.prepaid,
          faturaMesmoMesVencimento: true,
        })),
        status: 'OK',
      },
    };
  },
};
