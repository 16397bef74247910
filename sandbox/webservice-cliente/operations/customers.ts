import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { epochOfMidnight } from '../../../src/common/brazil/dates.js';
import { rawJson, type Answer } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { customerOf } from '../lookups.js';
import { blankable, idField, textField } from '../request-fields.js';
import { failure, numberParameter, numberQuery, requiredBody } from '../requests.js';
import type { Customer } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';
import { printInterest } from './prospect-interest.js';

const documentsOf = ({ document }: Customer) => ({
  cpf: document.length === 11 ? document : null,
  cnpj: document.length === 11 ? null : document,
});

const unknownCustomer: Answer = failure('Cliente nao encontrado');

/** Customers themselves, of "COMERCIAL - Clientes" of the document. */
export const customerHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.customers.read': (request) => {
    const { state } = request;
    const customer = state.customers.get(numberParameter(request, 'idCliente'));
    if (customer === undefined) return unknownCustomer;
    const record = state.customerRecords.of(customer.id);
    return {
      body: {
        data: {
          telefoneFixo: customer.landline,
          rg: record.identityCard,
          telefoneMovel: customer.mobile,
          ...documentsOf(customer),
          nome: customer.name,
          contratos: state.contractsOf(customer.id).map((contract) => ({
            descricaoPlano: contract.plan,
            id: contract.id,
            status: contract.status,
          })),
          dataNascimento: epochOfMidnight(customer.bornOn),
          email: customer.email,
          nomeMae: record.motherName,
        },
        status: 'OK',
      },
    };
  },

  // The document prints no example answer of this one: the rows are those of the search for prospects.
  'webservice-cliente.customers.search': (request) => {
    const { state, query } = request;
    const sellerId = numberParameter(request, 'idVendedor');
    const id = numberQuery(request, 'id');
    const document = query['documento']?.replace(/[^0-9A-Z]/g, '');
    const rows = [...state.customers.values()].filter(
      (customer) =>
        state.customerRecords.of(customer.id).sellerId === sellerId &&
        (id === undefined || customer.id === id) &&
        (document === undefined || customer.document === document),
    );
    return {
      body: {
        resposta: rows.map((customer) => ({ id: customer.id, nome: customer.name, ...documentsOf(customer) })),
      },
    };
  },

  'webservice-cliente.customers.list-prospected-plans': (request) => {
    const { state } = request;
    const customerId = numberParameter(request, 'idCliente');
    if (!state.customers.has(customerId)) return failure('Internal Server Error');
    const converted = [...state.prospects.rows.values()].filter((row) => row.customerId === customerId);
    return {
      body: {
        resposta: converted.flatMap((prospect) =>
          prospect.interests.map((interest) => printInterest(state, prospect, interest)),
        ),
      },
    };
  },

  // The document prints no example answer of this one: its members are invented.
  'webservice-cliente.customers.list-pending-notices': (request) => {
    const { state } = request;
    const customerId = numberParameter(request, 'idCliente');
    if (!state.customers.has(customerId)) return unknownCustomer;
    return {
      body: {
        data: state.appNotices.pendingOf(customerId).map((notice) => ({
          id: notice.id,
          titulo: notice.title,
          mensagem: notice.text,
          status: notice.status,
          dataCadastro: notice.createdAt,
        })),
        status: 'OK',
      },
    };
  },

  // The field is called after an attendance, and the answer speaks of the customer of that id.
  'webservice-cliente.customers.set-notices-switch': (request) => {
    const body = requiredBody(request, z.object({ idAtendimento: idField, recebeNotificacoes: z.boolean() }));
    const { id } = customerOf(request.state, body.idAtendimento);
    request.state.customerRecords.of(id).receivesNotices = body.recebeNotificacoes;
    return {
      body: {
        data: `O campo que define o recebimento de notificações do cliente de ID '${id}' foi atualizado com sucesso.`,
        status: 'OK',
      },
    };
  },

  'webservice-cliente.customers.reset-app-password': (request) => {
    const { state } = request;
    const { CPFCNPJ, IDCliente } = requiredBody(
      request,
      z.object({ CPFCNPJ: blankable(textField), IDCliente: blankable(idField) }),
    );
    const customer =
      IDCliente === null
        ? state.customerOfDocument((CPFCNPJ ?? '').replace(/[^0-9A-Z]/g, ''))
        : state.customers.get(IDCliente);
    if (customer === undefined) {
      return { body: { Error: 'Não foi possivel encontrar um cliente com CPF/CNPJ informado.' } };
    }
    // As in the document's example, with a leading zero that no JSON number may have.
    customer.password = String(randomInt(100_000)).padStart(6, '0');
    return rawJson(`{\n    "Successo": " Senha resetada com sucesso.",\n    "Senha": ${customer.password}\n}`);
  },
};
