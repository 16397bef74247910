import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { documentedBody, failure, orderOf, success, wireDay, wireStatus } from '../requests.js';
import type { StatusRecord, VhsysState } from '../state.js';

const newStatus = z.strictObject({
  data_status: wireDay,
  tipo_status: wireStatus,
  obs_status: z.string().max(255).default(''),
});

const printStatus = (record: StatusRecord) => ({
  id_status: record.id,
  id_ordem: record.orderId,
  data_status: record.date,
  obs_status: record.note,
  tipo_status: record.status,
});

export const orderStatusHandlers: Handlers<VhsysState> = {
  'vhsys.order-statuses.add': (request) => {
    const refused = 'Erro ao cadastrar o status para a ordem de serviço!';
    const order = orderOf(request, 'id_ordem', refused);
    const given = documentedBody(request, newStatus, refused);
    const record = { date: given.data_status, note: given.obs_status, status: given.tipo_status };
    return success([printStatus(request.state.addStatus(order, record, request.clock()))]);
  },

  'vhsys.order-statuses.list': (request) => {
    const none = 'Nenhum status para a orde de serviço encontrada!';
    const records = request.state.statusesOf(orderOf(request, 'id_ordem', none).id);
    return records.length === 0 ? failure(none) : success(records.map(printStatus));
  },
};
