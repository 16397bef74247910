import { addDays, todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { dataSessions, phoneCalls } from '../contract-usage.js';
import { contractById, customerOfLogin } from '../owned-records.js';
import { numberParameter, requiredDateQuery } from '../requests.js';
import type { Contract } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

type Request = HandlerRequest<WebserviceClienteState>;

const GIGABYTE = 1024 ** 3;
const CLIENT_MAC = '00:0C:43:C2:8F:8F';
const CLIENT_ADDRESS = '203.0.113.95';

const ownContract = (request: Request): Contract =>
  contractById(request.state, numberParameter(request, 'idContrato'), customerOfLogin(request));

/** The current month up to today. */
function thisMonth(request: Request) {
  const today = todayInSaoPaulo(request.clock);
  return { from: addDays(today, 1 - Number(today.slice(8))), to: today, today };
}

const period = (request: Request) => ({
  from: requiredDateQuery(request, 'dataInicio'),
  to: requiredDateQuery(request, 'dataFim'),
  today: todayInSaoPaulo(request.clock),
});

const two = (value: number): string => String(value).padStart(2, '0');

function printDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  return `${two(Math.trunc(seconds / 3600))}:${two(Math.trunc(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Usage of a contract, of "COMERCIAL - Contratos" of the document. */
export const contractUsageHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.contract-usage.read-data-total': (request) => {
    const contract = ownContract(request);
    const { from, to, today } = thisMonth(request);
    const bytes = dataSessions(contract, from, to, today).reduce(
      (sum, session) => sum + session.downloadBytes + session.uploadBytes,
      0,
    );
    // The quota stands in the plan's name, where there is one.
    const quota = /FRANQUIA (\d+GB)/.exec(contract.plan)?.[1] ?? null;
    return { body: { navegadoGB: bytes / GIGABYTE, limiteGB: quota } };
  },

  'webservice-cliente.contract-usage.read-call-totals': (request) => {
    const { from, to, today } = thisMonth(request);
    const totals = new Map<string, number>();
    for (const call of phoneCalls(ownContract(request), from, to, today)) {
      totals.set(call.kind, (totals.get(call.kind) ?? 0) + call.seconds);
    }
    return { body: { ligacoes: [...totals].map(([descricao, duracao]) => ({ descricao, duracao })) } };
  },

  'webservice-cliente.contract-usage.list-data-sessions': (request) => {
    const contract = ownContract(request);
    const { from, to, today } = period(request);
    return {
      body: dataSessions(contract, from, to, today).map((session) => ({
        id: session.id,
        dataColeta: session.endedAt,
        idRadacct: session.id + 76_000_000,
        loginRadius: session.login,
        ipNas: '10.0.10.33',
        inicioSessao: session.startedAt,
        fimSessao: session.endedAt,
        duracaoSessao: (session.endedAt - session.startedAt) / 1000,
        download: session.downloadBytes,
        upload: session.uploadBytes,
        macCliente: CLIENT_MAC,
        ipCliente: CLIENT_ADDRESS,
        isFaturado: false,
        circuitID: null,
        motivoDesconexao: null,
        duracaoFormatada: printDuration(session.endedAt - session.startedAt),
        downloadFormatado: session.downloadBytes / GIGABYTE,
      })),
    };
  },

  'webservice-cliente.contract-usage.list-calls': (request) => {
    const contract = ownContract(request);
    const { from, to, today } = period(request);
    return {
      body: phoneCalls(contract, from, to, today).map((call, position) => ({
        id: call.id,
        dataColeta: call.at,
        isFaturado: false,
        idServico: null,
        origem: '553139392743',
        valor: call.price,
        batch: call.kind,
        dataLigacao: call.at,
        descricao: call.region,
        idTipoLigacao: null,
        descricaoTipoLigacao: call.kind,
        idChamada: position + 1,
        destino: call.to,
        duracao: call.seconds,
        controlNumber: 2,
      })),
    };
  },
};
