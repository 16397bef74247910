import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import {
  BANKS,
  CARD_BRANDS,
  CHARGING_FORMS,
  FINANCIAL_ACCOUNTS,
  PAYMENT_FORMS,
  SERVICES,
} from '../finance-registers.js';
import { contractById } from '../owned-records.js';
import { failure, numberParameter, requiredBody, wordParameter } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const id = z.number().int();
const COMPANY = 1;

const additionalService = z.object({
  idUsuario: id,
  idCliente: id,
  idServico: id,
  idContrato: id,
  obs: z.string(),
  qtdeParcelas: z.number().int().nonnegative(),
});

/** The registers of "FINANCEIRO", and the services charged from them. */
export const financeRegisterHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.finance-registers.list-due-dates': ({ state }) => ({
    body: [...state.dueDates.values()].map((row) => ({
      id: row.id,
      dia: row.day,
      diaFaturamentoInicial: row.day + 5,
      diaFaturamentoFinal: row.day + 4,
      ativo: true,
      prePago: row.prepaid,
    })),
  }),

  'webservice-cliente.finance-registers.list-card-brands': ({ query }) => {
    const acquirer = query['adquirente'];
    return { body: CARD_BRANDS.filter((card) => acquirer === undefined || card.adquirente === acquirer) };
  },

  'webservice-cliente.finance-registers.list-payment-forms': () => ({ body: PAYMENT_FORMS }),

  'webservice-cliente.finance-registers.list-financial-accounts': (request) => {
    const form = numberParameter(request, 'idFormaPagamento');
    return { body: FINANCIAL_ACCOUNTS.filter(({ forms }) => forms.includes(form)).map(({ row }) => row) };
  },

  'webservice-cliente.finance-registers.list-banks': () => ({ body: { resposta: BANKS } }),

  'webservice-cliente.finance-registers.list-services': (request) => {
    numberParameter(request, 'idCidade');
    return { body: { resposta: numberParameter(request, 'idEmpresa') === COMPANY ? SERVICES : [] } };
  },

  'webservice-cliente.finance-registers.list-charging-forms': () => ({
    body: { resposta: CHARGING_FORMS.map(({ row }) => row) },
  }),

  'webservice-cliente.finance-registers.list-charging-forms-of-city': (request) => {
    numberParameter(request, 'idCidade');
    const kind = wordParameter(request, 'tipo', ['DIGITAL', 'CARNE', 'DEBITO', 'PREPAGO', 'BOLETO']);
    return { body: { resposta: CHARGING_FORMS.filter((form) => form.kind === kind).map(({ row }) => row) } };
  },

  'webservice-cliente.additional-services.register': (request) => {
    const { state } = request;
    const body = requiredBody(request, additionalService);
    const customer = state.customers.get(body.idCliente);
    if (customer === undefined) {
      return failure('O idCliente informado não pertence a nenhum cliente cadastrado no sistema.');
    }
    const contract = contractById(state, body.idContrato, customer);
    const service = SERVICES.find((row) => row.id === body.idServico);
    if (service === undefined) return failure('Serviço não encontrado');
    if (body.qtdeParcelas > Math.max(1, service.numeroMaximoParcelas)) return failure('qtdeParcelas inválido.');
    const { additionalServices } = state.finance;
    const serviceId = 646_225 + additionalServices.length;
    additionalServices.push({
      id: serviceId,
      contractId: contract.id,
      serviceId: service.id,
      instalments: body.qtdeParcelas,
      note: body.obs,
    });
    return { body: { idFaturamentoServico: serviceId } };
  },
};
