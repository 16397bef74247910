// The simulated ERP with customers for the bench, behind a front that answers the measured read from memory: the
// machine that is measured must not spend its time on the simulator.
import { Agent, createServer, type IncomingMessage, request as forward, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { addDays, todayInSaoPaulo } from '../src/common/brazil/dates.js';
import { startWebserviceCliente } from '../sandbox/webservice-cliente/webservice-cliente.simulator.js';
import { readContractNetwork } from '../src/upstreams/webservice-cliente/operations/contract-network.js';
import { benchCustomers } from './customers.js';

const [port, user = '', password = '', customers] = process.argv.slice(2);
/** What an answer of this system weighs; it tells more than this product reads. */
const ANSWER_BYTES = 1_300;
const MEASURED = /^\/ws\/area\/cliente\/contrato\/rede\/\d+$/;
const CONTROL = '/__bench/';

const erp = await startWebserviceCliente({ user, password });
const [template] = erp.state.contracts.values();
const [customer] = erp.state.customers.values();
if (template === undefined || customer === undefined) throw new Error('the simulated ERP is empty');
for (const { id, document, password: own, contractId } of benchCustomers(Number(customers))) {
  erp.state.customers.set(id, { ...customer, id, document, password: own });
  erp.state.addContract({ ...template, id: contractId, customerId: id });
  const dueDate = addDays(todayInSaoPaulo(), 9);
  erp.state.addBill({ id, customerId: id, contractIds: [contractId], amount: 99.9, dueDate, paidOn: null });
}

const measuredAnswer = Buffer.from(
  JSON.stringify(
    padded({
      data: {
        loginWiFi: 'CASA_MARINA',
        senhaWiFi: 'bench-wifi-1',
        criptografiaRede: 'WPA2-PSK',
        fornecedorEquipamento: 'HUAWEI',
        serial: 'HWTC1A2B3C4D',
      },
      status: 'OK',
    }),
  ),
);

const agent = new Agent({ keepAlive: true });
const calls = new Map<string, number>();
let delayMs = 0;

createServer((request, response) => {
  const { method = '', url = '' } = request;
  if (url.startsWith(CONTROL)) {
    control(url.slice(CONTROL.length), response);
    return;
  }
  const call = `${method} ${url.split('?', 1)[0] ?? ''}`;
  calls.set(call, (calls.get(call) ?? 0) + 1);
  if (delayMs > 0) void delay(delayMs).then(() => answer(request, response));
  else answer(request, response);
}).listen(Number(port), '127.0.0.1');

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '', headers } = request;
  if (method === readContractNetwork.method && MEASURED.test(url)) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': measuredAnswer.length });
    response.end(measuredAnswer);
    return;
  }
  const passedOn = forward(`${erp.url}${url}`, { method, headers, agent }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  passedOn.on('error', () => response.destroy());
  request.pipe(passedOn);
}

/** `calls`: what was asked since the last time, as JSON. `delay/N`: every answer waits N milliseconds from now on. */
function control(command: string, response: ServerResponse): void {
  const [, milliseconds] = command.split('/');
  if (milliseconds !== undefined) delayMs = Number(milliseconds);
  response.end(JSON.stringify(Object.fromEntries(calls)));
  calls.clear();
}

/** The answer with rows beside it that nobody reads, up to the size of a usual one. */
function padded(answer: object): object {
  const historico: object[] = [];
  const whole = { ...answer, historico };
  while (JSON.stringify(whole).length < ANSWER_BYTES - 60) {
    historico.push({ id: 70_000 + historico.length, situacao: 'ATIVO', valor: 99.9, data: '2026-11-21' });
  }
  return whole;
}
