import { z } from 'zod';
import {
  addDays,
  epochOfMidnight,
  todayInSaoPaulo,
  type Clock,
  type PlainDate,
} from '../../../src/common/brazil/dates.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { dataAnswer, orderById } from '../owned-records.js';
import {
  compactDateParameter,
  failure,
  numberParameter,
  numberQuery,
  requiredBody,
  wordParameter,
} from '../requests.js';
import type { WebserviceClienteState } from '../state.js';
import { bookedPlaces, isOpen, type AgendaSlot } from '../technical-agenda.state.js';
import { SERVICE_KINDS } from './service-orders.js';

type Request = HandlerRequest<WebserviceClienteState>;

const FIBRE = 4;
const DEFAULT_DAYS = 7;

const printSlot = (slot: AgendaSlot, state: WebserviceClienteState, kind: string) => ({
  dataProgramacao: epochOfMidnight(slot.date),
  tecnicosEmCampo: slot.technicians,
  quantidadeOSAgendada: bookedPlaces(slot, state.serviceOrders.values()),
  tipoServico: kind,
  turno: slot.shift,
  idTipoContrato: null,
  idTecnologia: FIBRE,
  descricaoTecnologia: 'FIBRA',
});

/** Slots with room that are not past. */
function freeSlots(state: WebserviceClienteState, clock: Clock): AgendaSlot[] {
  const today = todayInSaoPaulo(clock);
  const orders = [...state.serviceOrders.values()];
  return [...state.agenda.values()].filter(
    (slot) => slot.date > today && bookedPlaces(slot, orders) < slot.technicians,
  );
}

function lastDay(request: Request, from: PlainDate): PlainDate {
  const days = numberQuery(request, 'qtdeDiasLimite') ?? DEFAULT_DAYS;
  return addDays(from, days > 365 ? DEFAULT_DAYS : days);
}

/** The document prints no example answer: the rows are those of the available days, with the item's name of booking. */
export function listSlots(request: Request) {
  const { state, clock } = request;
  const order = orderById(state, numberParameter(request, 'idAtendimento'));
  const from = compactDateParameter(request, 'data');
  const shift = wordParameter(request, 'turno', ['MANHA', 'TARDE']);
  const to = lastDay(request, from);
  const slots = freeSlots(state, clock).filter((slot) => slot.shift === shift && slot.date >= from && slot.date <= to);
  return dataAnswer(
    slots.map((slot) => ({ idItemConfiguracaoAgendaTecnica: slot.id, ...printSlot(slot, state, order.serviceKind) })),
  );
}

/** Moves the visit to the item; the place it had is free again. The refusals are printed nowhere. */
export function bookSlot(request: Request) {
  const { state, clock } = request;
  const id = z.number().int();
  const body = requiredBody(request, z.object({ idAtendimento: id, idItemConfiguracaoAgendaTecnica: id }));
  const order = orderById(state, body.idAtendimento);
  if (!isOpen(order)) return failure('O atendimento informado já se encontra encerrado.');
  const slot = state.agenda.get(body.idItemConfiguracaoAgendaTecnica);
  if (slot === undefined || slot.date <= todayInSaoPaulo(clock)) {
    return failure('Item de configuração da agenda técnica nao encontrado');
  }
  const others = [...state.serviceOrders.values()].filter((other) => other.id !== order.id);
  if (bookedPlaces(slot, others) >= slot.technicians) {
    return failure('Não há vagas para a visita técnica no item de agenda informado.');
  }
  order.visitOn = slot.date;
  order.shift = slot.shift;
  order.visitItemId = slot.id;
  order.visitGenerated = true;
  order.status = 'VISITA AGENDADA';
  return dataAnswer(
    `Reagendamento da visita técnica do tipo de serviço '${order.serviceKind}' do atendimento de ID '${order.id}' realizado com sucesso.`,
  );
}

/** The visits of "COMERCIAL - Atendimentos". */
export const technicalAgendaHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.technical-agenda.list-slots': listSlots,
  'webservice-cliente.technical-agenda.book': bookSlot,

  'webservice-cliente.technical-agenda.cancel-visit': (request) => {
    const { idAtendimento } = requiredBody(request, z.object({ idAtendimento: z.number().int() }));
    const order = orderById(request.state, idAtendimento);
    if (!isOpen(order) || order.visitOn === null)
      return failure('O atendimento informado não possui visita técnica agendada.');
    order.visitOn = null;
    order.shift = null;
    order.visitItemId = null;
    order.technicianId = null;
    order.visitGenerated = false;
    order.status = 'PENDENTE';
    return dataAnswer(
      `Reagendamento da visita técnica do tipo de serviço '${order.serviceKind}' do atendimento de ID '${order.id}' cancelado com sucesso.`,
    );
  },

  'webservice-cliente.technical-agenda.list-available-days': (request) => {
    const { state, clock } = request;
    const kind = wordParameter(request, 'tipoServico', SERVICE_KINDS);
    const technologyId = numberParameter(request, 'idTecnologia');
    numberParameter(request, 'idCidade');
    numberParameter(request, 'idTipoContrato');
    // Visits are made for fibre only.
    const slots = technologyId === FIBRE ? freeSlots(state, clock) : [];
    return { body: { resposta: slots.map((slot) => ({ id: slot.id, ...printSlot(slot, state, kind) })) } };
  },
};
