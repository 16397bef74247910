import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startFieldControl, type FieldControlSimulator } from '../../sandbox/field-control/field-control.simulator.js';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';

const KEY = 'visit-news-suite-key';
const READ_TASK = 'field-control.tasks.read';
/** Marina's order. */
const ORDER = '940117';

let fieldControl: FieldControlSimulator;
let product: TestApplication;
let me: Caller;
let admin: Caller;
beforeAll(async () => {
  fieldControl = await startFieldControl({ apiKey: KEY, rateLimited: false });
  product = await startTestApplication({ FIELD_CONTROL_URL: fieldControl.url, FIELD_CONTROL_API_KEY: KEY });
  admin = await product.loginAdmin();
  me = await product.loginCustomer();
  await product.http().get('/app/v1/service-orders').set(me).expect(200);
}, 60_000);
afterAll(async () => {
  await product.close();
  await fieldControl.close();
});

/** A visit at the field service, as it was known here a while ago. */
const known = async (status = 'SCHEDULED', scheduledDate: string = addDays(todayInSaoPaulo(), 3)): Promise<void> => {
  await product.dataSource.query(
    `INSERT INTO field_control_order (id, identifier, read_at) VALUES ($1, $2, now()) ON CONFLICT (id) DO UPDATE SET identifier = excluded.identifier`,
    [orderOf(), ORDER],
  );
  await product.dataSource.query(
    `INSERT INTO field_control_task (id, order_id, status, scheduled_date, read_at)
     VALUES ($1, $2, $3, $4, now() - interval '1 hour')`,
    [task().id, orderOf(), status, scheduledDate],
  );
};
const task = () => [...fieldControl.state.tasks.values()][0]!;
const orderOf = () => task().orderId;

beforeEach(async () => {
  fieldControl.faults.clear();
  fieldControl.journal.clear();
  await product.dataSource.query('TRUNCATE field_control_task, field_control_visit_change, message CASCADE');
});

async function run(id: string): Promise<unknown> {
  await product.http().post(`/app/v1/admin/jobs/${id}/run`).set(admin).expect(202);
  await product.app.get(JobScheduler).idle();
  const { body } = await product.http().get('/app/v1/admin/jobs').set(admin).expect(200);
  const { items } = body as { items: { id: string; last_run: { outcome: string; result: unknown } | null }[] };
  const last = items.find((job) => job.id === id)?.last_run;
  return last?.outcome === 'succeeded' ? last.result : last;
}
/** What this product told, beside the ERP's own notices. */
const news = (): Promise<object[]> => product.dataSource.query(`SELECT title FROM message WHERE source = 'APP'`);

describe('visits that have not ended', () => {
  it('are read again, and the customer is told of the change once', async () => {
    await known();
    Object.assign(task(), { status: 'in-progress' });
    expect(await run('field-visits.sync')).toEqual({ read: 1 });
    expect(await run('visits.news')).toEqual({ changes: 1, told: 1 });
    expect(await news()).toEqual([{ title: 'Atendimento iniciado' }]);
    // What was just read is not read again, and what was told is not told again.
    expect(await run('field-visits.sync')).toEqual({ read: 0 });
    expect(await run('visits.news')).toEqual({ changes: 0, told: 0 });
  });

  it('that did not change are no news', async () => {
    await known('IN_PROGRESS');
    Object.assign(task(), { status: 'in-progress' });
    expect(await run('field-visits.sync')).toEqual({ read: 1 });
    expect(await run('visits.news')).toEqual({ changes: 0, told: 0 });
  });

  it('are left as they are while the field service is down', async () => {
    await known();
    fieldControl.faults.set(READ_TASK, { kind: 'status', status: 500 });
    expect(await run('field-visits.sync')).toEqual({ read: 0 });
    expect(await run('visits.news')).toEqual({ changes: 0, told: 0 });
  });

  it('of an order that nobody here was shown are told to nobody', async () => {
    await known();
    await product.dataSource.query(`UPDATE field_control_order SET identifier = '1'`);
    Object.assign(task(), { status: 'done' });
    expect(await run('field-visits.sync')).toEqual({ read: 1 });
    expect(await run('visits.news')).toEqual({ changes: 1, told: 0 });
  });
});
