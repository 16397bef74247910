import { z } from 'zod';
import { parseSlashedDateTime, toSaoPauloInstant } from '../../../src/common/brazil/dates.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { radiusLoginOf } from '../network.state.js';
import { contractById, customerById, customerOfLogin } from '../owned-records.js';
import { failure, requiredBody, requiredTextQuery } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const id = z.number().int();

const STEP_MS = 600_000;
const LONGEST_MS = 40 * 86_400_000;

/** Running counters that grow with every step, by day more than by night. */
const counterAt = (step: number, perStep: number): number => step * perStep + (step % 144) * Math.round(perStep / 200);

function instantQuery(request: HandlerRequest<WebserviceClienteState>, name: string): number | undefined {
  const instant = parseSlashedDateTime(requiredTextQuery(request, name));
  return instant === undefined ? undefined : Date.parse(instant);
}

function printReading(step: number, login: string) {
  const clock = toSaoPauloInstant(step * STEP_MS);
  const part = (from: number, to: number) => Number(clock.slice(from, to));
  return {
    _id: {
      year: part(0, 4),
      month: part(5, 7),
      day: part(8, 10),
      hour: part(11, 13),
      minute: part(14, 16),
      userName: login,
    },
    in: counterAt(step, 6_492_352),
    out: counterAt(step, 107_759_240),
  };
}

const deprovisioning = z.object({
  IdContrato: id,
  SerialEquipamento: z.string().min(1),
  IdPlano: id,
  IdCliente: id,
  IdCidade: id,
  LoginPPoE: z.string().min(1),
  TipoEquipamento: z.enum(['ZTE', 'NOKIA', 'HUAWEI', 'FIBERHOME']),
  isTelefonia: z.boolean(),
});

/** "REDES" of the document. */
export const networkHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.network.read-traffic': (request) => {
    const customer = customerOfLogin(request);
    const login = requiredTextQuery(request, 'login');
    const from = instantQuery(request, 'dataInicio');
    const to = instantQuery(request, 'dataFim');
    if (from === undefined || to === undefined) {
      return failure('As datas devem estar no formato dd/MM/yyyy HH:mm.', 400);
    }
    if (to - from >= LONGEST_MS)
      return failure('O intervalo entre a data início e a data fim deve ser inferior a 40 dias.');
    const known = request.state.contractsOf(customer.id).some((contract) => radiusLoginOf(contract.id) === login);
    if (!known) return failure('Login nao encontrado');
    const readings: unknown[] = [];
    const end = Math.min(to, request.clock());
    for (let step = Math.ceil(from / STEP_MS); step * STEP_MS <= end; step += 1) {
      readings.push(printReading(step, login));
    }
    return { body: readings };
  },

  'webservice-cliente.network.list-box-change-reasons': () => ({
    body: [
      { Descricao: 'ERRO - HA OUTRO CLIENTE CONECTADO', Tipo: 'ERRO', ID: '1' },
      { Descricao: 'SAIDA NAO CONECTA', Tipo: 'MANUTENCAO', ID: '2' },
      { Descricao: 'EXISTE UMA CAIXA MAIS PRÓXIMA DO CLIENTE', Tipo: 'OUTROS', ID: '3' },
    ],
  }),

  'webservice-cliente.network.deprovision-equipment': (request) => {
    const { state } = request;
    const body = requiredBody(request, deprovisioning);
    const contract = contractById(state, body.IdContrato, customerById(state, body.IdCliente));
    const serial = state.contractNetworks.get(contract.id)?.serial;
    const done = serial === body.SerialEquipamento && !state.network.deprovisioned.has(contract.id);
    if (done) state.network.deprovisioned.add(contract.id);
    return { body: { desprovisionou: done } };
  },

  'webservice-cliente.network.release-box-exit': (request) => {
    const { state } = request;
    const { idContrato } = requiredBody(request, z.object({ idContrato: id }));
    const contract = contractById(state, idContrato);
    state.network.releasedExits.add(contract.id);
    return { body: { idContratoAtualizado: contract.id } };
  },
};
