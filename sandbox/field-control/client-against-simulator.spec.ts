import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { parseConfigs } from '../../src/common/config/config.js';
import { dataSourceOptions } from '../../src/common/persistence/data-source-options.js';
import { LeanHttpService } from '../../src/upstreams/core/lean-http.service.js';
import { UpstreamPipelines } from '../../src/upstreams/core/pipelines.js';
import { UpstreamMetrics } from '../../src/upstreams/core/upstream-metrics.js';
import { FieldControlClient } from '../../src/upstreams/field-control/field-control.client.js';
import { type FieldControlConfig, fieldControlConfig } from '../../src/upstreams/field-control/field-control.config.js';
import { removeCustomerEmail } from '../../src/upstreams/field-control/operations/customer-emails.js';
import { readEmployee } from '../../src/upstreams/field-control/operations/employees.js';
import { createOrder, listOrders } from '../../src/upstreams/field-control/operations/orders.js';
import { listOrderTasks, readTask } from '../../src/upstreams/field-control/operations/tasks.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { startFieldControl, type FieldControlSimulator } from './field-control.simulator.js';
import { fieldControlId } from './identifiers.js';

const KEY = 'client-test-key';

let simulator: FieldControlSimulator;
let database: TestDatabase;
let sources: DataSource[];
const http = new LeanHttpService();

beforeAll(async () => {
  simulator = await startFieldControl({ apiKey: KEY });
  database = await createTestDatabase();
  sources = await Promise.all(
    [0, 1].map(() =>
      new DataSource(dataSourceOptions({ url: database.url, poolSize: 3, statementTimeoutMs: 5_000 })).initialize(),
    ),
  );
});
afterAll(async () => {
  await http.onApplicationShutdown();
  await simulator.close();
  await Promise.all(sources.map((source) => source.destroy()));
  await database.drop();
});
beforeEach(() => simulator.reset());

function client(source: DataSource | undefined, environment: Record<string, string> = {}): FieldControlClient {
  const settings = {
    FIELD_CONTROL_URL: simulator.url,
    FIELD_CONTROL_API_KEY: KEY,
    FIELD_CONTROL_TIMEOUT_MS: '30000',
    ...environment,
  };
  const config = parseConfigs([fieldControlConfig], settings).get(fieldControlConfig.token) as FieldControlConfig;
  if (source === undefined) throw new TypeError('no data source');
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  return new FieldControlClient(config, source, new UpstreamPipelines(http, new UpstreamMetrics()), logger);
}

describe('FieldControlClient against the simulated Field Control', () => {
  it('is never told that it asks too often, however many instances ask at once', async () => {
    const [one, other] = [client(sources[0]), client(sources[1])];
    const asked = Array.from({ length: 5 }, (_, caller) =>
      (caller % 2 === 0 ? one : other).call(
        readTask,
        { path: { id: fieldControlId(9401171) } },
        { owner: `customer-${caller}` },
      ),
    );
    expect(await Promise.all(asked)).toMatchObject(Array(5).fill({ value: { status: 'SCHEDULED' } }));
    expect(simulator.journal.calls().map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  }, 40_000);

  it('merges identical reads of one owner into one turn', async () => {
    const one = client(sources[0]);
    const input = { path: { id: fieldControlId(1) } };
    await Promise.all([1, 2, 3].map(() => one.call(readEmployee, input, { owner: 'customer' })));
    expect(simulator.journal.count(readEmployee.id)).toBe(1);
  });

  it('finds the order, the visit and the technician of an ERP order', async () => {
    simulator.state.rateLimited = false;
    const one = client(sources[0]);
    const options = { owner: 'customer' };
    const orders = await one.call(
      listOrders,
      { query: { q: [{ field: 'identifier', value: '940117' }], limit: 1 } },
      options,
    );
    const [order] = orders.value.items;
    expect(order).toMatchObject({ identifier: '940117', address: { city: 'Conselheiro Lafaiete' } });
    const tasks = await one.call(listOrderTasks, { path: { order_id: order?.id ?? '' }, query: {} }, options);
    const [task] = tasks.value.items;
    expect(task).toMatchObject({ status: 'SCHEDULED', scheduledTime: '13:00', orderId: order?.id });
    const employee = await one.call(readEmployee, { path: { id: task?.employeeId ?? '' } }, options);
    expect(employee.value.name).toBe('Rafael Moura Teste');
  }, 30_000);

  it('says what a refusal means, and which field it is about', async () => {
    simulator.state.rateLimited = false;
    const one = client(sources[0]);
    const options = { owner: 'customer' };
    await expect(one.call(readTask, { path: { id: fieldControlId('unknown') } }, options)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(
      one.call(
        createOrder,
        {
          body: {
            identifier: '990002',
            customer: { name: 'Ninguém' },
            service: { name: 'Reparo' },
            address: {
              zipCode: '28640000',
              street: 'Rua Ubelart',
              number: '7',
              city: 'Carmo',
              state: 'RJ',
              coords: { latitude: -21.9, longitude: -42.6 },
            },
            tasks: [
              {
                duration: 60,
                status: 'SCHEDULED',
                scheduling: { date: todayInSaoPaulo() },
                coords: { latitude: -21.9, longitude: -42.6 },
              },
            ],
          },
        },
        options,
      ),
    ).rejects.toMatchObject({ kind: 'rejected', reason: 'invalid:customer' });
    const path = { id: fieldControlId(1), email_id: fieldControlId('81593') };
    expect((await one.call(removeCustomerEmail, { path }, options)).value).toBe('removed');
  }, 30_000);

  it('does not take a refused key for the customer’s fault', async () => {
    const stranger = client(sources[0], { FIELD_CONTROL_API_KEY: 'another-key' });
    await expect(
      stranger.call(readTask, { path: { id: fieldControlId(9401171) } }, { owner: 'customer' }),
    ).rejects.toMatchObject({ kind: 'our-credential' });
  });

  it('refuses at once what would come too late, without asking', async () => {
    const one = client(sources[0], { FIELD_CONTROL_TIMEOUT_MS: '1500' });
    const calls = Array.from({ length: 6 }, (_, caller) =>
      one.call(readTask, { path: { id: fieldControlId(9401171) } }, { owner: `late-${caller}` }).then(
        () => 'answered',
        (error: unknown) => Reflect.get(Object(error), 'kind') as unknown,
      ),
    );
    const outcomes = await Promise.all(calls);
    expect(outcomes).toContain('rate-limited');
    expect(outcomes.filter((outcome) => outcome !== 'rate-limited' && outcome !== 'answered')).toEqual([]);
    expect(simulator.journal.calls()).toHaveLength(outcomes.filter((outcome) => outcome === 'answered').length);
  });

  it('asks nobody when Field Control is not configured', async () => {
    const none = client(sources[0], { FIELD_CONTROL_URL: '', FIELD_CONTROL_API_KEY: '' });
    expect(none.configured).toBe(false);
    await expect(none.call(readTask, { path: { id: fieldControlId(1) } }, { owner: 'customer' })).rejects.toMatchObject(
      { kind: 'unsupported' },
    );
  });
});
