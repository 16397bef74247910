import { z } from 'zod';
import { rawJson } from '../../core/answer.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { customerCredentials } from '../authentication.js';
import { contractById, customerOfLogin, customerOfOrder, dataAnswer, orderById } from '../owned-records.js';
import { failure, requiredBody } from '../requests.js';
import type { ServiceOrderType } from '../service-desk.state.js';
import type { Contract, ServiceOrder } from '../rows.js';
import { protocolNumber, type WebserviceClienteState } from '../state.js';
import { isOpen } from '../technical-agenda.state.js';

type Request = HandlerRequest<WebserviceClienteState>;

const id = z.number().int();

const registration = customerCredentials.extend({
  idContrato: id,
  idCentroCustoOrigem: id.optional(),
  idCentroCustoDestino: id.optional(),
  status: z.string().optional(),
  idTipoAtendimento: id.optional(),
  descricao: z.string().optional(),
});

const opening = z.object({
  idContrato: id,
  descricao: z.string(),
  idTipoAtendimento: id.optional(),
  idCentroCustoOrigem: id.optional(),
  idCentroCustoDestino: id.optional(),
});

const attachment = z.object({
  tipoDocumento: z.string().min(1),
  model: z.object({
    base64: z.string().min(1),
    filename: z.string().min(1),
    filesize: z.number().int().nonnegative(),
    filetype: z.string().min(1),
  }),
});

/** What an attendance is about when nobody says: SEM ACESSO. */
const DEFAULT_TYPE_ID = 7;
const MOST_FILES = 5;
const LARGEST_FILE = 5 * 1024 * 1024;

/** Opens an attendance, from then on in every list. Its text is the type's where none is given. */
function openOrder(request: Request, contract: Contract, type: ServiceOrderType, text?: string): ServiceOrder {
  const { state, clock } = request;
  const orderId = Math.max(0, ...state.serviceOrders.keys()) + 1;
  const openedAt = clock();
  const order: ServiceOrder = {
    id: orderId,
    contractId: contract.id,
    protocol: protocolNumber(openedAt, String(orderId % 100).padStart(2, '0')),
    status: 'PENDENTE',
    serviceKind: type.serviceKind,
    typeId: type.id,
    typeDescription: type.description,
    description: text ?? type.description,
    openedAt,
    visitOn: null,
    visitGenerated: false,
    shift: null,
    visitItemId: null,
    technicianId: null,
    address: contract.address,
  };
  state.addServiceOrder(order);
  return order;
}

const typeOf = (request: Request, typeId = DEFAULT_TYPE_ID): ServiceOrderType | undefined =>
  request.state.serviceDesk.types.get(typeId);

const UNKNOWN_TYPE = failure('Tipo de atendimento nao encontrado');

/** The acts of "COMERCIAL - Atendimentos". */
export const serviceOrderActHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.service-orders.register': (request) => {
    const body = requiredBody(request, registration);
    const contract = contractById(request.state, body.idContrato, customerOfLogin(request));
    const type = typeOf(request, body.idTipoAtendimento);
    if (type === undefined) return UNKNOWN_TYPE;
    openOrder(request, contract, type, body.descricao);
    return rawJson('"CREATED"');
  },

  'webservice-cliente.service-orders.open': (request) => {
    const body = requiredBody(request, opening);
    const contract = contractById(request.state, body.idContrato);
    const type = typeOf(request, body.idTipoAtendimento);
    if (type === undefined) return UNKNOWN_TYPE;
    const order = openOrder(request, contract, type, body.descricao);
    return { body: { numeroProtocolo: order.protocol, status: 'CREATED' } };
  },

  'webservice-cliente.service-orders.close': (request) => {
    const { protocolo } = requiredBody(request, z.object({ protocolo: z.string().min(1) }));
    const order = [...request.state.serviceOrders.values()].find(({ protocol }) => protocol === protocolo);
    if (order === undefined || !isOpen(order)) return rawJson('"FALHA"');
    order.status = 'FECHADO';
    return rawJson('"SUCESSO"');
  },

  'webservice-cliente.service-orders.revert-to-pending': (request) => {
    const body = requiredBody(request, z.object({ idUsuario: id, idCentroCusto: id, idAtendimento: id }));
    // So the document writes it, here only.
    const order = orderById(request.state, body.idAtendimento, 'Atendimento nao encontrato');
    order.status = 'PENDENTE';
    return { body: { idAtendimento: order.id } };
  },

  // The document prints no example answer of this one.
  'webservice-cliente.service-orders.attach-documents': (request) => {
    const { state } = request;
    const body = requiredBody(request, z.object({ IDAtendimento: id, Documentos: z.array(attachment).min(1) }));
    const order = orderById(state, body.IDAtendimento);
    const tooLarge = body.Documentos.some(({ model }) => Buffer.byteLength(model.base64, 'base64') > LARGEST_FILE);
    if (body.Documentos.length > MOST_FILES || tooLarge) {
      return failure('São permitidos até 5 arquivos de até 5MB cada.');
    }
    for (const { tipoDocumento, model } of body.Documentos) {
      state.serviceDesk.attachments.push({
        orderId: order.id,
        kind: tipoDocumento,
        name: model.filename,
        bytes: model.filesize,
        mediaType: model.filetype,
      });
    }
    return dataAnswer(`Documento(s) anexado(s) ao atendimento de ID '${order.id}' com sucesso.`);
  },

  // The document prints no example answer of this one.
  'webservice-cliente.service-orders.rate': (request) => {
    const rating = z.number().min(0).max(10);
    const body = requiredBody(request, z.object({ idAtendimento: id, notaTecnico: rating, notaResolucao: rating }));
    const order = orderById(request.state, body.idAtendimento);
    request.state.serviceDesk.ratings.set(order.id, {
      technician: body.notaTecnico,
      resolution: body.notaResolucao,
    });
    return dataAnswer(`Notas atribuídas ao atendimento de ID '${order.id}' com sucesso.`);
  },

  // The document prints no example answer of this one.
  'webservice-cliente.service-orders.send-by-email': (request) => {
    const { state, query, clock } = request;
    const { idAtendimento } = requiredBody(request, z.object({ idAtendimento: id }));
    const order = orderById(state, idAtendimento);
    const { email } = customerOfOrder(state, order);
    state.sentMessages.push({
      channel: 'EMAIL',
      to: email,
      title: query['tituloEmail'] ?? `Atendimento ${order.protocol}`,
      text: query['conteudoEmail'] ?? order.description,
      at: clock(),
    });
    return dataAnswer(`E-mail com as informações do atendimento enviado para o endereço '${email}' com sucesso.`);
  },

  'webservice-cliente.service-orders.register-log': (request) => {
    const { state } = request;
    const body = requiredBody(
      request,
      z.object({
        idUsuario: id,
        acao: z.string().min(1),
        tipoAcao: z.enum(['CADASTRO', 'ATUALIZAR']),
        idAtendimento: id,
      }),
    );
    const order = orderById(state, body.idAtendimento);
    const { logs } = state.serviceDesk;
    const logId = 3_603_258 + logs.length;
    logs.push({ id: logId, orderId: order.id, userId: body.idUsuario, action: body.acao, kind: body.tipoAcao });
    return { body: { idLogAtendimento: logId } };
  },
};
