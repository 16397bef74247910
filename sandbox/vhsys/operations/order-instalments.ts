import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { printCentavos } from '../printing.js';
import { documentedBody, failure, orderOf, success, wireCentavos, wireDay } from '../requests.js';
import type { Instalment, VhsysState } from '../state.js';

const newInstalments = z
  .array(
    z.strictObject({
      data_parcela: wireDay,
      valor_parcela: wireCentavos,
      forma_pagamento: z.string().default(''),
      observacoes_parcela: z.string().max(255).default(''),
    }),
  )
  .min(1);

const printInstalment = (orderId: number) => (instalment: Instalment) => ({
  id_ordem: orderId,
  data_parcela: instalment.date,
  valor_parcela: printCentavos(instalment.amountCents),
  forma_pagamento: instalment.paymentMethod,
  observacoes_parcela: instalment.note,
});

export const orderInstalmentHandlers: Handlers<VhsysState> = {
  'vhsys.order-instalments.replace': (request) => {
    const refused = 'Erro ao cadastrar a parcela para a ordem de serviço!';
    const order = orderOf(request, 'id_ordem', refused);
    const instalments = documentedBody(request, newInstalments, refused).map((row) => ({
      date: row.data_parcela,
      amountCents: row.valor_parcela,
      paymentMethod: row.forma_pagamento,
      note: row.observacoes_parcela,
    }));
    request.state.instalments.set(order.id, instalments);
    order.changedAt = request.clock();
    return success(instalments.map(printInstalment(order.id)));
  },

  'vhsys.order-instalments.list': (request) => {
    const none = 'Nenhuma parcela para a ordem de serviço encontrada!';
    const order = orderOf(request, 'id_ordem', none);
    const instalments = request.state.instalments.get(order.id) ?? [];
    return instalments.length === 0 ? failure(none) : success(instalments.map(printInstalment(order.id)));
  },
};
