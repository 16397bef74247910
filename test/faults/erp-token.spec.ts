import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import {
  startWebserviceCliente,
  type WebserviceClienteSimulator,
} from '../../sandbox/webservice-cliente/webservice-cliente.simulator.js';
import { parseConfigs } from '../../src/common/config/config.js';
import { runInRequestScope } from '../../src/common/http/request-scope.js';
import { LeanHttpService } from '../../src/upstreams/core/lean-http.service.js';
import { UpstreamPipelines } from '../../src/upstreams/core/pipelines.js';
import { UpstreamMetrics } from '../../src/upstreams/core/upstream-metrics.js';
import { readContractDetails } from '../../src/upstreams/webservice-cliente/operations/contracts.js';
import { WebserviceClienteClient } from '../../src/upstreams/webservice-cliente/webservice-cliente.client.js';
import {
  type WebserviceClienteConfig,
  webserviceClienteConfig,
} from '../../src/upstreams/webservice-cliente/webservice-cliente.config.js';
import { failureOf } from './upstream-server.js';

const TOKEN = 'webservice-cliente.token.generate';
const DETAILS = readContractDetails.id;

let erp: WebserviceClienteSimulator;
let http: LeanHttpService;
let client: WebserviceClienteClient;

function connect(timeoutMs: number): WebserviceClienteClient {
  const config = parseConfigs([webserviceClienteConfig], {
    WEBSERVICE_CLIENTE_URL: erp.url,
    WEBSERVICE_CLIENTE_USER: 'user',
    WEBSERVICE_CLIENTE_PASSWORD: 'password',
    WEBSERVICE_CLIENTE_TIMEOUT_MS: String(timeoutMs),
  }).get(webserviceClienteConfig.token) as WebserviceClienteConfig;
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  return new WebserviceClienteClient(config, new UpstreamPipelines(http, new UpstreamMetrics()), logger);
}

beforeEach(async () => {
  erp = await startWebserviceCliente({ user: 'user', password: 'password' });
  http = new LeanHttpService();
  client = connect(15_000);
});
afterEach(async () => {
  await http.onApplicationShutdown();
  await erp.close();
});

/** A call of the token family; an owner each, so that nothing is merged. */
const details = (owner: string) => client.call(readContractDetails, { path: { idContrato: '899059' } }, { owner });
const hundred = <T>(call: (owner: string) => Promise<T>) =>
  Promise.all(Array.from({ length: 100 }, (_, index) => call(`customer-${index}`)));

describe('the token of the ERP', () => {
  it('is generated once for a hundred calls at once', async () => {
    await hundred(details);
    expect(erp.journal.count(TOKEN)).toBe(1);
    expect(erp.journal.count(DETAILS)).toBe(100);
  });

  it('is generated once more when the ERP forgets it, for all that it refuses', async () => {
    await details('first');
    erp.state.revokeTokens();
    await hundred(details);
    expect(erp.journal.count(TOKEN)).toBe(2);
    expect(erp.journal.count(DETAILS)).toBeLessThanOrEqual(201);
  });

  it.each([
    ['breaks', { kind: 'status', status: 500 }, 'unavailable', 3],
    ['refuses our user', { kind: 'status', status: 401 }, 'our-credential', 1],
    ['is not where it should be', { kind: 'status', status: 404 }, 'bad-payload', 1],
    ['hangs', { kind: 'hang' }, 'timeout', 1],
    ['answers something else', { kind: 'wrong-shape' }, 'bad-payload', 1],
  ] as const)('that the ERP %s to give fails all that wait, without a loop', async (_, fault, kind, most) => {
    if (kind === 'timeout') client = connect(400);
    erp.faults.set(TOKEN, fault);
    const failures = await hundred((owner) => failureOf(details(owner)));
    expect(new Set(failures.map((failure) => failure.kind))).toEqual(new Set([kind]));
    expect(erp.journal.count(TOKEN)).toBeLessThanOrEqual(most);
    expect(erp.journal.count(DETAILS)).toBe(0);
  });

  it('is not bounded by the request that happens to ask for it first', async () => {
    erp.faults.set(TOKEN, { kind: 'latency', ms: 200 });
    let hurried: Promise<unknown> = Promise.resolve();
    runInRequestScope({ requestId: 'hurried', deadlineAt: performance.now() + 50 }, () => {
      hurried = failureOf(details('hurried'));
    });
    const patient = details('patient');
    expect(await hurried).toMatchObject({ kind: 'timeout' });
    expect((await patient).value).toMatchObject({ activatedOn: '2025-02-06' });
    expect(erp.journal.count(TOKEN)).toBe(1);
  });
});
