import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { LeanHttpService } from '../../src/upstreams/core/lean-http.service.js';
import { UpstreamPipelines } from '../../src/upstreams/core/pipelines.js';
import { UpstreamMetrics } from '../../src/upstreams/core/upstream-metrics.js';
import { MosiaClient } from '../../src/upstreams/mosia/mosia.client.js';
import { mosiaConfig } from '../../src/upstreams/mosia/mosia.config.js';
import { listLatestProtocols } from '../../src/upstreams/mosia/operations/protocols.js';
import { startMosia, type MosiaSimulator } from './mosia.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const MARINA = '11144477735';

let simulator: MosiaSimulator;
let http: LeanHttpService;
let printed: string;

beforeEach(async () => {
  simulator = await startMosia({ authorization: 'the-token', clock: () => START });
  http = new LeanHttpService();
  printed = '';
});

afterEach(async () => {
  await http.onApplicationShutdown();
  await simulator.close();
});

function clientFor(environment: Record<string, string>): MosiaClient {
  const parsed = mosiaConfig.parse(environment);
  if ('faults' in parsed) throw new Error(parsed.faults.join());
  const log = new Writable({
    write(chunk, _, done) {
      printed += String(chunk);
      done();
    },
  });
  const logger = new PinoLogger({ pinoHttp: [{ level: 'trace' }, log] });
  return new MosiaClient(parsed.value, new UpstreamPipelines(http, new UpstreamMetrics()), logger);
}

const list = (chaveUnica: string, totalProtocolos?: number, token = 'the-token') =>
  clientFor({ MOSIA_URL: simulator.url, MOSIA_AUTHORIZATION: token }).call(
    listLatestProtocols,
    { headers: { chaveUnica, ...(totalProtocolos === undefined ? {} : { totalProtocolos }) } },
    { owner: 'test' },
  );

it('lists five protocols, the latest first, or as many as asked for', async () => {
  const { value: latest } = await list(MARINA);
  expect(latest).toHaveLength(5);
  expect(latest[0]).toEqual({
    protocol: '1111120261120000001',
    kind: { id: '171', description: 'Atendimento Ativo' },
    registeredAt: new Date('2026-11-20T15:00:00Z'),
    updatedAt: new Date('2026-11-20T15:12:00Z'),
    status: { id: '386', description: 'Em Atendimento (externo)' },
    subject: 'Internet lenta',
    beneficiary: { name: 'Marina Carvalho Teste', uniqueKey: MARINA },
    requester: { name: 'Marina Carvalho Teste', uniqueKey: MARINA },
  });
  expect(latest[1]).toMatchObject({ subject: null });
  expect((await list(MARINA, 10)).value).toHaveLength(6);
  expect((await list('52998224725', 1)).value).toHaveLength(1);
  expect((await list('00000000000')).value).toEqual([]);
});

it('prints instants as text and the key behind the name, as documented', async () => {
  const answer = await fetch(`${simulator.url}/clientes/ocorrencias/ultimosProtocolos`, {
    headers: { authorization: 'the-token', chaveUnica: MARINA, totalProtocolos: '1' },
  });
  expect(await answer.json()).toMatchObject({
    status: true,
    statusCode: 200,
    data: [{ data_registro: '1795186800000', beneficiario: { nome: `Marina Carvalho Teste - ${MARINA}` } }],
  });
});

it('asks for the key, and for one to ten protocols', async () => {
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${simulator.url}/clientes/ocorrencias/ultimosProtocolos`, { headers })).status;
  expect(await status({ chaveUnica: MARINA })).toBe(401);
  expect(await status({ authorization: 'the-token' })).toBe(400);
  for (const totalProtocolos of ['0', '11', 'x']) {
    expect(await status({ authorization: 'the-token', chaveUnica: MARINA, totalProtocolos })).toBe(400);
  }
  // A bug of ours never leaves the process.
  await expect(list(MARINA, 11)).rejects.toThrow();
});

it('a refused token is ours, and nothing of the request is logged', async () => {
  await expect(list(MARINA, 3, 'wrong-token')).rejects.toMatchObject({ kind: 'our-credential' });
  simulator.faults.set('*', { kind: 'status', status: 403 });
  await expect(list(MARINA)).rejects.toMatchObject({ kind: 'our-credential' });
  expect(printed).toContain('mosia.protocols.list-latest');
  expect(printed).not.toContain(MARINA);
  expect(printed).not.toContain('token');
});

it('is unsupported when it is not configured', async () => {
  const absent = clientFor({});
  expect(absent.configured).toBe(false);
  const failure = absent.call(listLatestProtocols, { headers: { chaveUnica: MARINA } }, { owner: 'test' });
  await expect(failure).rejects.toMatchObject({ kind: 'unsupported' });
});
