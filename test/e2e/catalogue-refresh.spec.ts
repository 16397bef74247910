import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import { type Caller, startTestApplication, type TestApplication } from '../support/application.js';

const FORMS = 'webservice-cliente.finance-registers.list-payment-forms';

let product: TestApplication;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication();
  admin = await product.loginAdmin();
}, 60_000);
afterAll(() => product.close());
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

async function refresh(): Promise<unknown> {
  await product.http().post('/app/v1/admin/jobs/catalogue.refresh/run').set(admin).expect(202);
  await product.app.get(JobScheduler).idle();
  const { body } = await product.http().get('/app/v1/admin/jobs').set(admin).expect(200);
  const { items } = body as { items: { id: string; last_run: { result: unknown } | null }[] };
  return items.find(({ id }) => id === 'catalogue.refresh')?.last_run?.result;
}

it('reads every register anew, whatever is kept of it', async () => {
  expect(await refresh()).toEqual({ read: 10, failed: 0 });
  expect(await refresh()).toEqual({ read: 10, failed: 0 });
  expect(product.erp.journal.calls(FORMS)).toHaveLength(2);
});

it('says what could not be read, though something kept stands in', async () => {
  await refresh();
  product.erp.faults.set(FORMS, { kind: 'status', status: 500 });
  expect(await refresh()).toEqual({ read: 9, failed: 1 });
});
