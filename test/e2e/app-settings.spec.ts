import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ForcedPasswordUpdate } from '../../src/modules/auth/forced-password-update.port.js';
import { ForcePasswordUpdateSwitch } from '../../src/modules/app-settings/force-password-update.service.js';
import { HeapWriter } from '../../src/modules/app-settings/heap-writer.js';
import { CustomerBillsService } from '../../src/modules/finance/customer-bills.service.js';
import { ServiceOrdersPort } from '../../src/modules/service-orders/service-orders.port.js';
import {
  ADMIN,
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const directory = mkdtempSync(join(tmpdir(), 'app-test-heap-'));
const LEFTOVER = '00000000-0000-4000-8000-000000000000.heapsnapshot';

let product: TestApplication;
let admin: Caller;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  writeFileSync(join(directory, LEFTOVER), 'left by a killed process');
  writeFileSync(join(directory, 'notes.txt'), 'not ours');
  product = await startTestApplication({ HEAP_SNAPSHOT_ENABLED: 'true', HEAP_SNAPSHOT_DIRECTORY: directory });
  const { state } = product.erp;
  const { id } = state.customerOfDocument(FIRST_CUSTOMER.document)!;
  for (const bill of state.billsOf(id)) bill.paidOn ??= bill.dueDate;
  for (const order of state.serviceOrdersOf(id)) state.serviceOrders.delete(order.id);
  admin = await product.loginAdmin();
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(async () => {
  await product.close();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const idOf = async ({ document }: { document: string }): Promise<string> => {
  const [row] = await product.dataSource.query<
    {
      id: string;
    }[]
  >('SELECT id FROM customer_account WHERE document = $1', [document]);
  return row!.id;
};

describe('force password update', () => {
  const PATH = '/app/v1/app-settings/force-password-update';
  const read = (headers: Caller = product.channel) => product.http().get(PATH).set(headers);
  const put = (body: object, caller = admin) => product.http().put(PATH).set(caller).send(body);
  const OFF = { enabled: false, since: null, min_app_version: null, grace_until: null, message: null };

  it('is off until it is switched on', async () => {
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(OFF);
    await expect(product.app.get(ForcePasswordUpdateSwitch).current()).resolves.toBeUndefined();
  });

  it('is switched on, changed without asking anybody twice, and off again', async () => {
    const on = await put({ enabled: true, grace_until: '2027-01-31', min_app_version: '3.2', message: 'Crie outra.' });
    expect(on.status).toBe(200);
    const { since } = on.body as { since: string };
    expect(on.body).toEqual({
      enabled: true,
      since: expect.stringMatching(/-03:00$/),
      min_app_version: '3.2',
      grace_until: '2027-01-31',
      message: 'Crie outra.',
    });
    const changed = await put({ enabled: true, message: 'Texto novo.' });
    expect(changed.body).toEqual({ ...OFF, enabled: true, since, message: 'Texto novo.' });
    expect((await read()).body).toEqual(changed.body);
    const parameter = await product.http().get('/app/v1/parameters?keys=force-password-update').set(product.channel);
    expect(parameter.body).toEqual({ items: [{ key: 'force-password-update', kind: 'OBJECT', value: changed.body }] });
    await expect(product.app.get(ForcePasswordUpdateSwitch).current()).resolves.toEqual({
      since: new Date(since),
      deadline: null,
    });
    expect(product.app.get(ForcePasswordUpdateSwitch)).toBeInstanceOf(ForcedPasswordUpdate);
    expect((await put({ enabled: false })).body).toEqual(OFF);
    await expect(product.app.get(ForcePasswordUpdateSwitch).current()).resolves.toBeUndefined();
  });

  it('is off when it was left in another shape', async () => {
    await put({ enabled: true }).expect(200);
    await product.dataSource.query(`UPDATE parameter SET value = '{"on": 1}' WHERE key = 'force-password-update'`);
    expect((await read()).body).toEqual(OFF);
  });

  it('is audited', async () => {
    await put({ enabled: false }).expect(200);
    const [entry] = await product.dataSource.query<object[]>(
      "SELECT action, before, after FROM audit_entry WHERE subject_id = 'force-password-update' ORDER BY id DESC LIMIT 1",
    );
    expect(entry).toMatchObject({
      action: 'parameter.set',
      before: { key: 'force-password-update' },
      after: { value: OFF },
    });
  });

  it.each([
    ['enabled', { enabled: 'yes' }],
    ['enabled', {}],
    ['min_app_version', { enabled: true, min_app_version: 'new' }],
    ['grace_until', { enabled: true, grace_until: '31/01/2027' }],
    ['grace_until', { enabled: true, grace_until: '2027-02-30' }],
    ['message', { enabled: true, message: 'x'.repeat(501) }],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await put(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('is read with a channel key and set by administrators', async () => {
    expectProblem(await product.http().get(PATH), 401, 'CHANNEL_KEY_REFUSED');
    expectProblem(await put({ enabled: true }, first), 401, 'UNAUTHENTICATED');
  });
});

describe('asking for a review', () => {
  const PATH = '/app/v1/app-settings/feedback/enabled';
  const check = (caller = first) => product.http().get(PATH).set(caller);
  const put = (body: object, caller = admin) => product.http().put(PATH).set(caller).send(body);
  const answered = async (caller = first) => (await check(caller).expect(200)).body as Record<string, unknown>;
  beforeEach(async () => {
    await product.dataSource.query('DELETE FROM feedback_prompt');
    await product.dataSource.query('DELETE FROM app_event');
  });

  it('is allowed, again for a day, and then not for ninety', async () => {
    const yes = { enabled: true, reason: 'ELIGIBLE', next_eligible_at: null };
    expect(await answered()).toEqual(yes);
    expect(await answered()).toEqual(yes);
    await product.dataSource.query("UPDATE feedback_prompt SET allowed_at = now() - interval '25 hours'");
    expect(await answered()).toEqual({
      enabled: false,
      reason: 'RECENTLY_ASKED',
      next_eligible_at: expect.stringMatching(/-03:00$/),
    });
    await product.dataSource.query("UPDATE feedback_prompt SET allowed_at = now() - interval '91 days'");
    expect(await answered()).toEqual(yes);
    expect(
      await product.dataSource.query("SELECT 1 FROM feedback_prompt WHERE allowed_at > now() - interval '1 hour'"),
    ).toHaveLength(1);
  });

  it('is counted once, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => answered()));
    expect(answers.every(({ enabled }) => enabled === true)).toBe(true);
    expect(await product.dataSource.query('SELECT 1 FROM feedback_prompt')).toHaveLength(1);
  });

  it('waits seven days after a crash', async () => {
    await product
      .http()
      .post('/app/v1/events/firebase')
      .set(first)
      .send({ events: [{ name: 'app_exception', occurred_at: '2026-11-01T10:00:00-03:00' }] })
      .expect(202);
    expect(await answered()).toMatchObject({
      enabled: false,
      reason: 'RECENT_CRASH',
      next_eligible_at: expect.any(String),
    });
    await product.dataSource.query("UPDATE app_event SET received_at = now() - interval '8 days'");
    expect(await answered()).toMatchObject({ enabled: true });
  });

  it('is not for a suspended contract', async () => {
    expect(await answered(other)).toEqual({ enabled: false, reason: 'CONTRACT_SUSPENDED', next_eligible_at: null });
  });

  it('is not for an overdue invoice', async () => {
    const bills = product.app.get(CustomerBillsService);
    const { value } = await bills.billsOf(await idOf(FIRST_CUSTOMER));
    const overdue = { ...value[0]!, paidOn: null };
    jest.spyOn(bills, 'billsOf').mockResolvedValueOnce({ value: [overdue] });
    expect(await answered()).toMatchObject({ enabled: false, reason: 'OVERDUE_INVOICE' });
  });

  it('is not for an open service order', async () => {
    const orders = product.app.get(ServiceOrdersPort);
    jest.spyOn(orders, 'list').mockResolvedValueOnce({
      value: [
        {
          id: '1',
          protocol: null,
          type: 'REPAIR',
          status: 'ST_OS_AGENDADA',
          description: null,
          openedAt: null,
          contractId: null,
          visit: null,
          conclusionReason: null,
        },
      ],
    });
    expect(await answered()).toMatchObject({ enabled: false, reason: 'OPEN_SERVICE_ORDER' });
  });

  it('is not while the provider does not answer, and counts nothing then', async () => {
    jest.spyOn(product.app.get(CustomerBillsService), 'billsOf').mockRejectedValueOnce(new Error('down'));
    expect(await answered()).toEqual({ enabled: false, reason: 'UNKNOWN', next_eligible_at: null });
    expect(await product.dataSource.query('SELECT 1 FROM feedback_prompt')).toEqual([]);
  });

  it('is switched off and on by administrators', async () => {
    expect((await put({ enabled: false }).expect(200)).body).toEqual({ enabled: false });
    expect(await answered()).toEqual({ enabled: false, reason: 'DISABLED', next_eligible_at: null });
    const shown = await product.http().get('/app/v1/parameters?keys=feedback-prompt').set(product.channel);
    expect(shown.body).toEqual({ items: [] });
    expect((await put({ enabled: true }).expect(200)).body).toEqual({ enabled: true });
    expect(await answered()).toMatchObject({ enabled: true });
    expectProblem(await put({ enabled: 1 }), 400, 'VALIDATION_ERROR');
    expectProblem(await put({ enabled: true }, first), 401, 'UNAUTHENTICATED');
    expectProblem(await product.http().get(PATH).set(product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('heap snapshot', () => {
  const PATH = '/app/v1/app-settings/heap-snapshot';
  const take = (caller = admin) => product.http().post(PATH).set(caller);
  const fetchFile = (file: string, caller = admin) => product.http().get(`${PATH}/${file}`).set(caller).buffer(true);
  const files = () => readdirSync(directory).filter((name) => name.endsWith('.heapsnapshot'));
  const writes = (content = '{"snapshot":{}}') =>
    jest.spyOn(product.app.get(HeapWriter), 'write').mockImplementation((path) => writeFileSync(path, content));

  it('leaves nothing of an earlier process, and nothing of others', () => {
    expect(readdirSync(directory)).toEqual(['notes.txt']);
  });

  it('is taken, and fetched once', async () => {
    writes();
    const taken = await take();
    expect(taken.status).toBe(200);
    expect(taken.body).toEqual({
      file: expect.stringMatching(/^[0-9a-f-]{36}\.heapsnapshot$/),
      size_bytes: 15,
      took_ms: expect.any(Number),
      expires_at: expect.any(String),
    });
    const { file } = taken.body as { file: string };
    expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
    const refused = await take();
    expectProblem(refused, 409, 'HEAP_SNAPSHOT_RUNNING');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);

    const downloads = await Promise.all([fetchFile(file), fetchFile(file)]);
    expect(downloads.map(({ status }) => status).sort()).toEqual([200, 404]);
    const whole = downloads.find(({ status }) => status === 200)!;
    expect(whole.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '15',
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': 'no-store',
    });
    expect((whole.body as Buffer).toString()).toBe('{"snapshot":{}}');
    expectProblem(await fetchFile(file), 404, 'NOT_FOUND');
    expect(existsSync(join(directory, file))).toBe(false);
    const entries = await product.dataSource.query('SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id', [
      file,
    ]);
    expect(entries).toEqual([{ action: 'heap-snapshot.taken' }, { action: 'heap-snapshot.downloaded' }]);
  });

  it('is taken once when asked for twice at a time', async () => {
    writes();
    const answers = await Promise.all([take(), take(), take()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(files()).toHaveLength(1);
    await fetchFile(files()[0]!).expect(200);
  });

  it('leaves no file when it fails', async () => {
    jest.spyOn(product.app.get(HeapWriter), 'write').mockImplementation(() => {
      throw new Error('disk full');
    });
    expectProblem(await take(), 500, 'INTERNAL_ERROR');
    expect(files()).toEqual([]);
  });

  it('wants room on the disk', async () => {
    jest.spyOn(product.app.get(HeapWriter), 'expectedBytes').mockReturnValue(Number.MAX_SAFE_INTEGER);
    expectProblem(await take(), 507, 'INSUFFICIENT_STORAGE');
    expect(files()).toEqual([]);
  });

  it.each(['unknown.heapsnapshot', '..%2Fnotes.txt', LEFTOVER])('knows no file %s', async (file) => {
    expectProblem(await fetchFile(file), 404, 'NOT_FOUND');
  });

  it('is deleted when the process ends', async () => {
    const folder = join(directory, 'second');
    const second = await startTestApplication({ HEAP_SNAPSHOT_ENABLED: 'true', HEAP_SNAPSHOT_DIRECTORY: folder });
    jest.spyOn(second.app.get(HeapWriter), 'write').mockImplementation((path) => writeFileSync(path, '{}'));
    await second
      .http()
      .post(PATH)
      .set(await second.loginAdmin())
      .expect(200);
    expect(readdirSync(folder)).toHaveLength(1);
    await second.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is for administrators with the role operations', async () => {
    expectProblem(await take(first), 401, 'UNAUTHENTICATED');
    await product.dataSource.query("UPDATE admin_user SET roles = '{app-settings:write}' WHERE email = $1", [
      ADMIN.username,
    ]);
    const roleless = await product.loginAdmin();
    expectProblem(await take(roleless), 403, 'FORBIDDEN');
    expectProblem(await fetchFile(LEFTOVER, roleless), 403, 'FORBIDDEN');
  });
});
