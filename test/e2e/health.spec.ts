import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../support/application.js';

const POOL_SIZE = 2;

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication({ DATABASE_POOL_SIZE: String(POOL_SIZE) });
});
afterAll(() => product.close());

const check = () => product.http().get('/app/v1/healthcheck');

describe('health check', () => {
  it('answers anybody, from the database alone', async () => {
    product.erp.journal.clear();
    const answer = await check();
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptime_s: expect.any(Number),
      checks: { db: 'ok' },
    });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('answers 503 while the database does not, and recovers', async () => {
    const runners = Array.from({ length: POOL_SIZE }, () => product.dataSource.createQueryRunner());
    for (const runner of runners) await runner.connect();
    const busy = await check();
    for (const runner of runners) await runner.release();
    expect(busy.status).toBe(503);
    expect(busy.body).toMatchObject({ status: 'down', checks: { db: 'down' } });
    expect((await check()).status).toBe(200);
  });
});
