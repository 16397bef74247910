import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { CustomerRounds } from './customer-rounds.service.js';

const idOf = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
const warn = jest.fn();
const logger: PinoLogger = Object.assign(Object.create(PinoLogger.prototype) as PinoLogger, {
  setContext: jest.fn(),
  warn,
});

describe('CustomerRounds', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 4, statementTimeoutMs: 5_000 }),
    ).initialize();
  });

  beforeEach(async () => {
    warn.mockClear();
    await dataSource.query('TRUNCATE customer_account, device CASCADE');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function customers(count: number, lastSeen = '1 day'): Promise<void> {
    await dataSource.query(
      `INSERT INTO customer_account (id, erp_customer_id, document, first_name)
       SELECT ('00000000-0000-4000-8000-' || lpad(place::text, 12, '0'))::uuid, place, place, 'Ana'
         FROM generate_series(1, $1) AS place`,
      [count],
    );
    await dataSource.query(
      `INSERT INTO device (app_instance_id, platform, app_version, customer_id, last_seen_at)
       SELECT 'instance-' || id, 'ios', '1', id, now() - $1::interval FROM customer_account`,
      [lastSeen],
    );
  }
  const rounds = (config: object = {}) =>
    new CustomerRounds(dataSource, { activeDays: 90, most: 10_000, pauseMs: 0, ...config }, logger);
  const SINCE = new Date(Date.now() - 60_000);
  const round = (visit: (customerId: string) => Promise<void>, signal = new AbortController().signal) => ({
    name: 'test',
    since: SINCE,
    signal,
    visit,
  });

  it('visits every active customer once, also over pages', async () => {
    await customers(450);
    const visited: string[] = [];
    const visit = async (id: string) => void visited.push(id);
    expect(await rounds().run(round(visit))).toEqual({ visited: 450, failed: 0, complete: true });
    expect(new Set(visited).size).toBe(450);
    expect(await rounds().run(round(visit))).toEqual({ visited: 0, failed: 0, complete: true });
    const next = { ...round(visit), since: new Date(Date.now() + 1_000) };
    expect(await rounds().run(next)).toMatchObject({ visited: 450 });
  });

  it('goes on where an earlier run ended', async () => {
    await customers(5);
    const visited: string[] = [];
    const visit = async (id: string) => void visited.push(id);
    const few = rounds({ most: 3 });
    expect(await few.run(round(visit))).toEqual({ visited: 3, failed: 0, complete: false });
    expect(await few.run(round(visit))).toEqual({ visited: 2, failed: 0, complete: true });
    expect(visited).toEqual([1, 2, 3, 4, 5].map(idOf));
  });

  it('passes by whoever has not used the app for long, or asked to be forgotten', async () => {
    await customers(3, '100 days');
    await dataSource.query(`UPDATE customer_account SET erased_at = now() WHERE id = $1`, [idOf(1)]);
    await dataSource.query(
      `INSERT INTO access_record (customer_id, session_id, kind, ip_address)
       SELECT id, id, 'LOG_IN', '127.0.0.1' FROM customer_account WHERE id <> $1`,
      [idOf(3)],
    );
    const visited: string[] = [];
    await rounds().run(round(async (id) => void visited.push(id)));
    expect(visited).toEqual([idOf(2)]);
  });

  it('comes again to whoever could not be visited, and names nobody in the log', async () => {
    await customers(3);
    const visit = jest.fn(async (id: string): Promise<void> => {
      if (id === idOf(2)) throw new TypeError(`no answer for ${id}`);
    });
    expect(await rounds().run(round(visit))).toEqual({ visited: 2, failed: 1, complete: false });
    expect(JSON.stringify(warn.mock.calls)).not.toContain(idOf(2));
    visit.mockImplementation(async () => undefined);
    expect(await rounds().run(round(visit))).toEqual({ visited: 1, failed: 0, complete: true });
    expect(visit).toHaveBeenLastCalledWith(idOf(2));
  });

  it('leaves alone who answers nobody', async () => {
    await customers(20);
    const visit = jest.fn(async (): Promise<void> => {
      throw new Error('down');
    });
    expect(await rounds().run(round(visit))).toEqual({ visited: 0, failed: 5, complete: false });
    expect(visit).toHaveBeenCalledTimes(5);
  });

  it('ends when it is told to', async () => {
    await customers(3);
    const abortion = new AbortController();
    const visit = jest.fn(async () => abortion.abort(new Error('stopped')));
    await expect(rounds().run(round(visit, abortion.signal))).rejects.toThrow('stopped');
    expect(visit).toHaveBeenCalledTimes(1);
  });
});
