import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { JobRegistry } from '../../src/common/jobs/job-registry.js';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import { WorkQueue } from '../../src/common/jobs/work-queue.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const PURGES = ['idempotency-records.purge', 'login-failures.purge', 'sessions.purge', 'work-items.purge'];

interface Job {
  id: string;
  state: string;
  last_run: { outcome: string; result: unknown } | null;
}

let product: TestApplication;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication({ SCHEDULED_JOBS: 'true' });
  admin = await product.loginAdmin();
});
afterAll(() => product.close());

const get = (path: string, caller = admin) => product.http().get(`/app/v1/admin/${path}`).set(caller);
const post = (path: string, caller = admin) => product.http().post(`/app/v1/admin/${path}`).set(caller);
const put = (path: string, body: object, caller = admin) =>
  product.http().put(`/app/v1/admin/${path}`).set(caller).send(body);
const jobs = async (): Promise<Job[]> => ((await get('jobs').expect(200)).body as { items: Job[] }).items;
const job = async (id: string): Promise<Job | undefined> => (await jobs()).find((listed) => listed.id === id);
const count = async (table: string): Promise<number> =>
  (await product.dataSource.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count ?? NaN;
const audited = (requestId: string): Promise<unknown> =>
  product.dataSource.query(
    'SELECT action, subject_kind, subject_id, before, after FROM audit_entry WHERE request_id = $1',
    [requestId],
  );

/** Runs a job as an operator does and waits until its run has ended. */
async function run(id: string): Promise<Job | undefined> {
  await post(`jobs/${id}/run`).expect(202);
  await product.app.get(JobScheduler).idle();
  return job(id);
}

describe('scheduled jobs', () => {
  it('are listed with their schedule and their next tick', async () => {
    const listed = await jobs();
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(PURGES));
    expect(listed.find(({ id }) => id === 'sessions.purge')).toEqual({
      id: 'sessions.purge',
      title: expect.any(String),
      schedule: '40 3 * * *',
      timeout_ms: 600_000,
      enabled: true,
      state: 'idle',
      next_at: expect.stringMatching(/T03:40:00-03:00$/),
      current_run: null,
      last_run: null,
      runs: 0,
      failures: 0,
    });
  });

  it('are run by hand, and audited', async () => {
    const answer = await post('jobs/work-items.purge/run').set('x-request-id', 'audited-run');
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ id: 'work-items.purge' });
    await product.app.get(JobScheduler).idle();
    expect(await job('work-items.purge')).toMatchObject({
      state: 'idle',
      current_run: null,
      last_run: { outcome: 'succeeded', result: { deleted: 0 }, error: null },
      runs: 1,
      failures: 0,
    });
    expect(await audited('audited-run')).toEqual([
      { action: 'job.run', subject_kind: 'job', subject_id: 'work-items.purge', before: null, after: null },
    ]);
  });

  it('are not run twice at once', async () => {
    await product.dataSource.query(
      `UPDATE scheduled_job SET tick_at = now(), holder = gen_random_uuid(), lease_until = now() + interval '1 minute',
         attempts = 1, started_at = now()
       WHERE id = 'work-items.purge'`,
    );
    const refused = await post('jobs/work-items.purge/run').set('x-request-id', 'refused-run');
    expectProblem(refused, 409, 'JOB_RUNNING');
    expect(await audited('refused-run')).toEqual([]);
    expect(await job('work-items.purge')).toMatchObject({
      state: 'running',
      current_run: { scheduled_for: expect.any(String), started_at: expect.any(String), attempt: 1, manual: false },
    });
    await product.dataSource.query(
      `UPDATE scheduled_job SET tick_at = NULL, holder = NULL, lease_until = NULL, attempts = 0
       WHERE id = 'work-items.purge'`,
    );
  });

  it('are switched off and on, and audited once for each change', async () => {
    const off = await put('jobs/sessions.purge', { enabled: false }).set('x-request-id', 'audited-switch');
    expect(off.status).toBe(200);
    expect(off.body).toMatchObject({ enabled: false, next_at: null });
    await put('jobs/sessions.purge', { enabled: false }).set('x-request-id', 'audited-switch').expect(200);
    expect(await audited('audited-switch')).toEqual([
      {
        action: 'job.disabled',
        subject_kind: 'job',
        subject_id: 'sessions.purge',
        before: { enabled: true },
        after: { enabled: false },
      },
    ]);
    const on = await put('jobs/sessions.purge', { enabled: true });
    expect(on.body).toMatchObject({ enabled: true, next_at: expect.any(String) });
  });

  it('are looked for by the product itself', async () => {
    await product.dataSource.query(`UPDATE scheduled_job SET next_at = now() WHERE id = 'login-failures.purge'`);
    while ((await job('login-failures.purge'))?.last_run === null) await delay(50);
    expect((await job('login-failures.purge'))?.last_run).toMatchObject({ outcome: 'succeeded' });
  });

  it('are unknown by another name, and switched by true or false only', async () => {
    expectProblem(await post('jobs/nothing/run'), 404, 'NOT_FOUND');
    expectProblem(await put('jobs/nothing', { enabled: true }), 404, 'NOT_FOUND');
    expectProblem(await put('jobs/sessions.purge', { enabled: 'no' }), 400, 'VALIDATION_ERROR');
    expectProblem(await put('jobs/sessions.purge', {}), 400, 'VALIDATION_ERROR');
  });

  it('tell only operators how they fare, and keep the outside’s words to themselves', async () => {
    product.app.get(JobRegistry).register({
      id: 'failing',
      title: 'Fails',
      schedule: '0 0 1 1 *',
      timeoutMs: 1_000,
      run: async () => {
        throw new TypeError('secret text of an upstream');
      },
    });
    await product.app.get(JobScheduler).onApplicationBootstrap();
    expect(await run('failing')).toMatchObject({
      last_run: { outcome: 'failed', result: null, error: 'TypeError' },
      runs: 1,
      failures: 1,
    });
    expect(JSON.stringify(product.logs)).not.toContain('secret text');
  });
});

describe('the purges', () => {
  beforeEach(() => product.dataSource.query('TRUNCATE work_item, idempotency_record, login_failure'));

  it('delete finished work after 7 days, given up work after 30', async () => {
    await product.dataSource.query(
      `INSERT INTO work_item (topic, payload, state, finished_at)
       SELECT kind.state || '-' || kind.days, '{}'::jsonb, kind.state, now() - kind.days * interval '1 day'
       FROM (VALUES ('done', 6), ('done', 8), ('dead', 8), ('dead', 29), ('dead', 31)) AS kind (state, days)
       UNION ALL SELECT 'ready', '{}', 'ready', NULL`,
    );
    expect(await run('work-items.purge')).toMatchObject({ last_run: { result: { deleted: 2 } } });
    const left = await product.dataSource.query<{ topic: string }[]>('SELECT topic FROM work_item ORDER BY topic');
    expect(left.map(({ topic }) => topic)).toEqual(['dead-29', 'dead-8', 'done-6', 'ready']);
  });

  it('delete more than one batch', async () => {
    await product.dataSource.query(
      `INSERT INTO work_item (topic, payload, state, finished_at)
       SELECT 'old', '{}', 'done', now() - interval '8 days' FROM generate_series(1, 11000)`,
    );
    expect(await run('work-items.purge')).toMatchObject({ last_run: { result: { deleted: 11_000 } } });
    expect(await count('work_item')).toBe(0);
  });

  it('delete idempotency records after 24 hours', async () => {
    await product.dataSource.query(
      `INSERT INTO idempotency_record (scope, idempotency_key, fingerprint, holder, created_at)
       SELECT 'channel', hours::text, '\\x00', gen_random_uuid(), now() - hours * interval '1 hour'
       FROM (VALUES (23), (25)) AS age (hours)`,
    );
    expect(await run('idempotency-records.purge')).toMatchObject({ last_run: { result: { deleted: 1 } } });
    expect(await count('idempotency_record')).toBe(1);
  });

  it('delete failed log-ins of long ago, but no lock that holds', async () => {
    await product.dataSource.query(
      `INSERT INTO login_failure (subject_hash, failures, window_started_at, locked_until) VALUES
         ('\\x01', 1, now() - interval '23 hours', NULL), ('\\x02', 1, now() - interval '25 hours', NULL),
         ('\\x03', 5, now() - interval '25 hours', now() + interval '1 minute'),
         ('\\x04', 5, now() - interval '25 hours', now() - interval '1 minute')`,
    );
    expect(await run('login-failures.purge')).toMatchObject({ last_run: { result: { deleted: 2 } } });
    expect(await count('login_failure')).toBe(2);
  });

  it('delete expired sessions and tokens, and leave a living session its own', async () => {
    const customer = await product.loginCustomer();
    const expired = await product.loginCustomer();
    const [session] = await product.dataSource.query<{ id: string }[]>(
      'SELECT id FROM customer_session ORDER BY created_at DESC LIMIT 1',
    );
    await product.dataSource.query(
      `UPDATE customer_session SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [session?.id],
    );
    await product.dataSource.query(
      `INSERT INTO refresh_token (token_hash, session_id, expires_at)
       SELECT '\\x0123', id, now() - interval '1 second' FROM customer_session WHERE id <> $1`,
      [session?.id],
    );
    expect(await run('sessions.purge')).toMatchObject({ last_run: { result: { tokens: 1, sessions: 1 } } });
    const verify = (caller: Caller) => product.http().get('/app/v1/customers/auth/verify').set(caller);
    await verify(customer).expect(200);
    expectProblem(await verify(expired), 401, 'UNAUTHENTICATED');
    expect(await count('refresh_token')).toBe(1);
  });
});

describe('the queue', () => {
  beforeEach(async () => {
    await product.dataSource.query('TRUNCATE work_item RESTART IDENTITY');
    await product.dataSource.query(
      `INSERT INTO work_item (topic, payload, state, attempts, last_error, finished_at)
       SELECT CASE WHEN number % 2 = 0 THEN 'even' ELSE 'odd' END, '{"secret":"a-payload"}',
              CASE WHEN number <= 3 THEN 'dead' ELSE 'done' END, 5, 'TypeError', now()
       FROM generate_series(1, 7) AS number`,
    );
  });

  interface Page {
    items: { id: string }[];
    total: number;
    next: number | null;
  }
  const list = async (query: string): Promise<Page> => (await get(`work-items${query}`).expect(200)).body as Page;
  const ids = ({ items }: Page): string[] => items.map(({ id }) => id);

  it('is listed newest first, page by page, without payloads', async () => {
    const answer = await get('work-items?pageSize=3');
    expect(answer.body).toEqual({
      items: [
        {
          id: '7',
          topic: 'odd',
          state: 'done',
          attempts: 5,
          run_at: expect.any(String),
          last_error: 'TypeError',
          created_at: expect.any(String),
          finished_at: expect.any(String),
        },
        expect.objectContaining({ id: '6' }),
        expect.objectContaining({ id: '5' }),
      ],
      page: 1,
      page_size: 3,
      total: 7,
      next: 2,
    });
    expect(answer.text).not.toContain('a-payload');
    expect(await list('?pageSize=3&page=3')).toMatchObject({ items: [{ id: '1' }], total: 7, next: null });
  });

  it('is filtered by topic and state', async () => {
    expect(ids(await list('?topic=even'))).toEqual(['6', '4', '2']);
    expect(ids(await list('?state=dead'))).toEqual(['3', '2', '1']);
    expect(ids(await list('?state=dead&topic=odd'))).toEqual(['3', '1']);
    expect(await list('?topic=nothing')).toMatchObject({ items: [], total: 0, next: null });
    expectProblem(await get('work-items?state=lost'), 400, 'VALIDATION_ERROR');
    expectProblem(await get('work-items?page=0'), 400, 'VALIDATION_ERROR');
  });

  it('gives a dead item its attempts again, audited', async () => {
    const answer = await post('work-items/2/retry').set('x-request-id', 'audited-retry');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: '2', state: 'ready', attempts: 0, finished_at: null });
    expect(await audited('audited-retry')).toMatchObject([
      {
        action: 'work-item.retried',
        subject_kind: 'work-item',
        subject_id: '2',
        before: { state: 'dead', attempts: 5 },
        after: { state: 'ready', attempts: 0 },
      },
    ]);
    // It is carried out as soon as somebody does such work.
    const seen = Promise.withResolvers<string>();
    product.app.get(WorkQueue).start({
      topic: 'even',
      payload: z.object({ secret: z.string() }),
      concurrency: 1,
      timeoutMs: 1_000,
      maxAttempts: 5,
      backoffMs: () => 0,
      run: async (_, { id }) => seen.resolve(id),
    });
    expect(await seen.promise).toBe('2');
  });

  it('retries dead items only, and such as there are', async () => {
    expectProblem(await post('work-items/7/retry'), 409, 'WORK_ITEM_NOT_DEAD');
    for (const id of ['8', '0', 'x', '99999999999999999999']) {
      expectProblem(await post(`work-items/${id}/retry`), 404, 'NOT_FOUND');
    }
    expect(await Promise.all([1, 2].map(async () => (await post('work-items/3/retry')).status))).toEqual(
      expect.arrayContaining([200, 409]),
    );
  });
});

describe('the upstream systems', () => {
  it('are shown by operation, with failures and circuits', async () => {
    product.erp.faults.clear();
    await product.loginCustomer();
    const answer = await get('upstreams');
    expect(answer.status).toBe(200);
    const { items, since } = answer.body as { since: string; items: { id: string; operations: { id: string }[] }[] };
    expect(since).toMatch(/-03:00$/);
    const erp = items.find(({ id }) => id === 'webservice-cliente');
    expect(erp?.operations).toContainEqual({
      id: 'customer.log-in',
      circuit: 'closed',
      calls: expect.any(Number),
      failures: {},
      retries: 0,
      drift: 0,
      cache_hits: 0,
      stale_answers: 0,
      mean_ms: expect.any(Number),
      max_ms: expect.any(Number),
    });
    expect(erp?.operations.map(({ id }) => id)).toEqual(erp?.operations.map(({ id }) => id).sort());
  });
});

describe('operations', () => {
  it.each([
    ['GET', 'jobs'],
    ['POST', 'jobs/sessions.purge/run'],
    ['PUT', 'jobs/sessions.purge'],
    ['GET', 'work-items'],
    ['POST', 'work-items/1/retry'],
    ['GET', 'upstreams'],
  ])('are for administrators with the role: %s %s', async (method, path) => {
    const call = (caller: Caller) =>
      method === 'GET'
        ? get(path, caller)
        : method === 'POST'
          ? post(path, caller)
          : put(path, { enabled: true }, caller);
    expectProblem(await call(product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await call(await product.loginCustomer()), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{popups:write}'");
    const withoutRole = await product.loginAdmin();
    await product.dataSource.query("UPDATE admin_user SET roles = '{operations}'");
    expectProblem(await call(withoutRole), 403, 'FORBIDDEN');
  });
});
