import { z } from 'zod';
import { parseCompactDayFirst, todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import type { Handlers } from '../../core/handler.js';
import { billById, contractById, customerById, dataAnswer } from '../owned-records.js';
import { failure, requiredBody, wordQuery } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';
import { listOrders } from './service-orders.js';
import { bookSlot, listSlots } from './technical-agenda.js';

const id = z.number().int();

/** "Omnichannel" of the document: the same records as everywhere else. */
export const omnichannelHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.omnichannel.list-service-orders': listOrders,
  'webservice-cliente.omnichannel.list-slots': listSlots,
  'webservice-cliente.omnichannel.book-slot': bookSlot,

  // The document prints no example answer of this one.
  'webservice-cliente.omnichannel.send-digitable-line': (request) => {
    const { state, query, clock } = request;
    const { idFatura } = requiredBody(request, z.object({ idFatura: id }));
    const bill = billById(state, idFatura);
    const line = state.digitableLineOf(bill.id);
    if (line === undefined) return failure('A fatura informada já se encontra inteiramente quitada.');
    state.sentMessages.push({
      channel: 'SMS',
      to: customerById(state, bill.customerId).mobile,
      title: query['tituloSMS'] ?? null,
      text: query['conteudoSMS'] ?? `Linha digitavel da sua fatura: ${line}`,
      at: clock(),
    });
    return dataAnswer(`SMS com a linha digitável da fatura de ID '${bill.id}' enviado com sucesso.`);
  },

  'webservice-cliente.omnichannel.schedule-payment': (request) => {
    const { state, clock } = request;
    const body = requiredBody(
      request,
      z.object({
        idFatura: id,
        dataAgendamentoPagamento: z.string(),
        idTipoContatoInadimplencia: id,
        idMotivoInadimplencia: id,
      }),
    );
    const on = parseCompactDayFirst(body.dataAgendamentoPagamento);
    if (on === undefined) return failure('O campo dataAgendamentoPagamento deve estar no formato ddMMyyyy.', 400);
    const bill = billById(state, body.idFatura);
    if (bill.paidOn !== null) return failure('A fatura informada já se encontra inteiramente quitada.');
    if (on < todayInSaoPaulo(clock)) return failure('dataAgendamentoPagamento inválido.');
    const { promises } = state.finance;
    const promise = { id: 5_001 + promises.length, contactId: 8_001 + promises.length, billId: bill.id, on };
    promises.push(promise);
    return dataAnswer(
      `Agendamento de pagamento realizado com successo. IDFaturaDadosNegociacao [${promise.id}], IDContatoInadimplencia [${promise.contactId}]`,
    );
  },

  'webservice-cliente.omnichannel.list-active-due-dates': (request) => {
    const prepaid = wordQuery(request, 'isPrePago', ['s', 'n']);
    if (prepaid === undefined) return failure('O parâmetro isPrePago é obrigatório.', 400);
    const rows = [...request.state.dueDates.values()].filter((row) => row.prepaid === (prepaid === 's'));
    return dataAnswer(
      rows.map((row) => ({
        id: row.id,
        dia: row.day,
        diaFaturamentoInicial: row.day + 1,
        diaFaturamentoFinal: row.day,
        ativo: true,
        prePago: row.prepaid,
        faturaMesmoMesVencimento: true,
      })),
    );
  },

  'webservice-cliente.omnichannel.change-due-date': (request) => {
    const { state } = request;
    const body = requiredBody(request, z.object({ idContrato: id, idVencimentoAtual: id, idVencimentoNovo: id }));
    const contract = contractById(state, body.idContrato);
    if (contract.dueDateId !== body.idVencimentoAtual) return failure('idVencimentoAtual inválido.');
    if (!state.dueDates.has(body.idVencimentoNovo)) return failure('idVencimentoNovo inválido.');
    contract.dueDateId = body.idVencimentoNovo;
    return dataAnswer(
      `A data de vencimento foi alterada do ID '${body.idVencimentoAtual}' para o ID '${body.idVencimentoNovo}' no(s) contrato(s) selecionado(s) com sucesso.`,
    );
  },

  'webservice-cliente.omnichannel.send-ownership-transfer-rules': (request) => {
    const { state, query, clock } = request;
    const { idCliente } = requiredBody(request, z.object({ idCliente: id }));
    const { email } = customerById(state, idCliente);
    state.sentMessages.push({
      channel: 'EMAIL',
      to: email,
      title: query['tituloEmail'] ?? 'Mudança de titularidade',
      text: query['conteudoEmail'] ?? 'Conheça as regras de mudança de titularidade.',
      at: clock(),
    });
    return dataAnswer(
      `E-mail informando as regras de alteração de titularidade enviado para o endereço '${email}' com sucesso.`,
    );
  },

  'webservice-cliente.omnichannel.reboot-equipment': (request) => {
    const { state, clock } = request;
    const { idContrato } = requiredBody(request, z.object({ idContrato: id }));
    const contract = contractById(state, idContrato);
    if (state.network.deprovisioned.has(contract.id)) {
      return failure(`Não foi possível encontrar o equipamento do contrato de ID '${contract.id}'.`);
    }
    state.network.rebootedAt.set(contract.id, clock());
    return dataAnswer(`O equipamento do contrato de ID '${contract.id}' foi reiniciado com sucesso.`);
  },
};
