import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobScheduler } from '../../src/common/jobs/job-scheduler.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { forgetCredentials } from '../support/credentials.js';
import {
  customerIdOf,
  emptyInboxes,
  InboxOf,
  letNoticesAge,
  MARINA,
  MARK_NOTICE,
  PENDING_NOTICES,
} from '../support/inbox.js';
import { until } from '../support/until.js';

const BILL = 5501;
const JOB = 'messages.notices-pull';
const AT_FIRST = ['VISITA AGENDADA', 'FATURA DISPONIVEL', 'REAJUSTE ANUAL'];

let product: TestApplication;
let mine: InboxOf;
let admin: Caller;
beforeAll(async () => {
  product = await startTestApplication({ NOTICES_WAIT_MS: '1500', ROUND_PAUSE_MS: '0' });
  mine = new InboxOf(product, await product.loginCustomer());
  await product.loginCustomer(OTHER_CUSTOMER);
  admin = await product.loginAdmin();
  // Only when a test asks for it.
  await product.http().put(`/app/v1/admin/jobs/${JOB}`).set(admin).send({ enabled: false }).expect(200);
}, 60_000);
afterAll(() => product.close());
beforeEach(() => emptyInboxes(product));

const asked = () => product.erp.journal.count(PENDING_NOTICES);
const marked = () => product.erp.journal.count(MARK_NOTICE);
const notices = () => product.erp.state.appNotices;
const publish = (title: string, text = 'Leia no aplicativo.', customerId = MARINA) =>
  notices().add({ customerId, title, text, createdAt: Date.now() });
const acknowledged = async (title: string): Promise<boolean> => {
  const found: unknown[] = await product.dataSource.query(
    'SELECT id FROM message WHERE title = $1 AND acknowledged_at IS NOT NULL',
    [title],
  );
  return found.length > 0;
};
const readTitled = async (title: string) => mine.read((await mine.titled(title)).id).expect(200);

describe('notices of the provider', () => {
  it('are read when they were not lately, and each comes once', async () => {
    expect(await mine.titles()).toEqual(AT_FIRST);
    publish('MANUTENCAO PROGRAMADA');
    expect(await mine.titles()).toEqual(AT_FIRST);
    expect(asked()).toBe(1);
    await letNoticesAge(product);
    expect(await mine.titles()).toEqual(['MANUTENCAO PROGRAMADA', ...AT_FIRST]);
    expect(asked()).toBe(2);
  });

  it('are read once for all that ask at once', async () => {
    product.erp.faults.set(PENDING_NOTICES, { kind: 'latency', ms: 200 });
    const lists = await Promise.all([1, 2, 3, 4, 5].map(() => mine.titles()));
    expect(lists).toEqual(Array(5).fill(AT_FIRST));
    expect(asked()).toBe(1);
  });

  it('stay when the provider forgets them', async () => {
    await mine.all();
    notices().rows.clear();
    await letNoticesAge(product);
    expect(await mine.titles()).toEqual(AT_FIRST);
    expect(asked()).toBe(2);
    // It is not told of what it does not know.
    await readTitled('FATURA DISPONIVEL');
    expect(await acknowledged('FATURA DISPONIVEL')).toBe(true);
    expect(marked()).toBe(0);
  });

  it('are not pushed to whom looks at them', async () => {
    await mine.all();
    expect(await product.dataSource.query('SELECT id FROM push_notice')).toEqual([]);
  });

  it('come without what cannot be shown', async () => {
    notices().rows.clear();
    notices().add({ customerId: MARINA, title: '', text: '', createdAt: Date.now() });
    notices().add({ customerId: MARINA, title: 'Com\u0000nulo', text: 'a'.repeat(9_000), createdAt: -1 });
    const { items } = await mine.all();
    expect(items).toEqual([expect.objectContaining({ title: 'Com nulo', kind: 'GENERAL' })]);
    expect(items[0]?.body).toHaveLength(4_000);
  });

  it('are as they were kept while the provider is down, and say so', async () => {
    product.erp.faults.set(PENDING_NOTICES, { kind: 'status', status: 500 });
    const never = await mine.all();
    expect(never).toMatchObject({ items: [], total: 0, unread_count: 0, stale: true });
    expect(never).not.toHaveProperty('as_of');
    product.erp.faults.clear();
    expect(await mine.all()).not.toHaveProperty('stale');
    await letNoticesAge(product);
    for (const kind of ['html', 'garbage', 'wrong-shape', 'reset'] as const) {
      product.erp.faults.set(PENDING_NOTICES, { kind });
      expect(await mine.all()).toMatchObject({ total: 3, stale: true, as_of: expect.stringMatching(/-03:00$/) });
      product.erp.faults.clear();
      await mine.all();
      await letNoticesAge(product);
    }
  });

  it('are not waited for long, and are kept when they come late', async () => {
    product.erp.faults.set(PENDING_NOTICES, { kind: 'slow-after', ms: 2_500, times: 1 });
    expect(await mine.all()).toMatchObject({ items: [], stale: true });
    await until(async () => (await mine.all()).items.length === 3);
    expect(asked()).toBe(1);
  });

  it('are dropped where they are malformed, and only there', async () => {
    const row = notices().rows.get(BILL);
    if (row === undefined) throw new Error('there is no such notice');
    notices().rows.set(BILL, { ...row, id: -1 });
    expect(await mine.titles()).toEqual(['VISITA AGENDADA', 'REAJUSTE ANUAL']);
  });
});

describe('the provider', () => {
  it('is told once that a notice was read', async () => {
    await readTitled('FATURA DISPONIVEL');
    await until(() => notices().rows.get(BILL)?.status === 'ENVIADO');
    await until(() => acknowledged('FATURA DISPONIVEL'));
    await readTitled('FATURA DISPONIVEL');
    await letNoticesAge(product);
    expect(await mine.titles()).toEqual(AT_FIRST);
    expect(marked()).toBe(1);
    expect(product.erp.journal.calls(MARK_NOTICE)[0]?.path).toBe(`/ws/comercial/avisos_app/${BILL}`);
  });

  it('is told the next time when it could not be', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    product.erp.faults.set(MARK_NOTICE, { kind: 'status', status: 500 });
    await mine.read(id).expect(200);
    await until(() => marked() > 0);
    product.erp.faults.clear();
    await until(async () => {
      await mine.all();
      return acknowledged('FATURA DISPONIVEL');
    });
    expect(notices().rows.get(BILL)?.status).toBe('ENVIADO');
  });

  it('is told when a session with the password comes', async () => {
    const withPassword = mine.caller;
    const { id } = await mine.titled('FATURA DISPONIVEL');
    await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
    expect((await mine.read(id).expect(200)).body).toMatchObject({ read_at: expect.any(String) });
    await mine.all();
    mine.caller = await product.loginCustomer();
    await mine.all();
    await until(() => acknowledged('FATURA DISPONIVEL'));
    expect(marked()).toBe(1);
    expect(mine.caller).not.toEqual(withPassword);
  });

  it('is not pressed with a password that it refuses', async () => {
    const { id } = await mine.titled('FATURA DISPONIVEL');
    const customer = product.erp.state.customers.get(MARINA);
    if (customer === undefined) throw new Error('there is no such customer');
    customer.password = 'changed-there';
    await mine.read(id).expect(200);
    await until(() => marked() === 1);
    await readTitled('VISITA AGENDADA');
    await mine.all();
    // A session with the right one tells both.
    customer.password = FIRST_CUSTOMER.password;
    expect(marked()).toBe(1);
    mine.caller = await product.loginCustomer();
    await mine.all();
    await until(async () => (await acknowledged('FATURA DISPONIVEL')) && (await acknowledged('VISITA AGENDADA')));
    expect(marked()).toBe(3);
  });

  it('is told of many, some of which it forgot meanwhile', async () => {
    await mine.all();
    notices().rows.delete(BILL);
    await Promise.all(AT_FIRST.map((title) => readTitled(title)));
    await until(async () => (await Promise.all(AT_FIRST.map(acknowledged))).every(Boolean));
    expect(notices().pendingOf(MARINA)).toEqual([]);
  });

  it('is not told of what the product itself wrote', async () => {
    await product.dataSource.query(
      `INSERT INTO message (customer_id, source, source_key, kind, category, regulated, title, body)
       VALUES ($1, 'APP', 'own', 'GENERAL', 'TRANSACTIONAL', false, 'Nosso', 'aviso')`,
      [await customerIdOf(product, FIRST_CUSTOMER.document)],
    );
    await readTitled('Nosso');
    await readTitled('FATURA DISPONIVEL');
    await until(() => acknowledged('FATURA DISPONIVEL'));
    expect(marked()).toBe(1);
  });
});

describe('the job', () => {
  interface Run {
    outcome: string;
    result: { customers: number; notices: number; failed: number; ended: string };
  }
  const run = async (): Promise<Run> => {
    await product.http().post(`/app/v1/admin/jobs/${JOB}/run`).set(admin).expect(202);
    await product.app.get(JobScheduler).idle();
    const { items } = (await product.http().get('/app/v1/admin/jobs').set(admin).expect(200)).body as {
      items: { id: string; last_run: Run }[];
    };
    const found = items.find(({ id }) => id === JOB);
    if (found === undefined) throw new Error('there is no such job');
    return found.last_run;
  };
  const pushed = (): Promise<{ title: string; body: string; category: string }[]> =>
    product.dataSource.query('SELECT title, body, category, data FROM push_notice ORDER BY created_at, id');

  it('brings notices to active customers, and pushes what is news in discreet words', async () => {
    publish('OFERTA: mais velocidade');
    const first = await run();
    expect(first).toMatchObject({
      outcome: 'succeeded',
      result: { customers: 2, notices: 5, failed: 0, ended: 'round-complete' },
    });
    // The two that are older than three days stand in the inboxes without a push.
    const told = await pushed();
    expect(told.map(({ category }) => category).sort()).toEqual(['MARKETING', 'TRANSACTIONAL', 'TRANSACTIONAL']);
    for (const push of told)
      expect(push).toMatchObject({ title: 'Nova mensagem', body: expect.not.stringMatching(/fatura|visita/i) });
    product.erp.journal.clear();
    expect(await mine.titles()).toEqual(['OFERTA: mais velocidade', ...AT_FIRST]);
    expect(asked()).toBe(0);
  });

  it('brings each once, whoever was first', async () => {
    await run();
    await letNoticesAge(product);
    expect((await run()).result).toMatchObject({ notices: 0, ended: 'round-complete' });
    await letNoticesAge(product);
    publish('AVISO NOVO');
    await Promise.all([run(), mine.all(), mine.all()]);
    await letNoticesAge(product);
    expect((await mine.titles()).filter((title) => title === 'AVISO NOVO')).toHaveLength(1);
    const keys: { dedupe_key: string }[] = await product.dataSource.query('SELECT dedupe_key FROM push_notice');
    expect(new Set(keys.map(({ dedupe_key: key }) => key)).size).toBe(keys.length);
  });

  it('asks nothing of customers who just looked', async () => {
    await mine.all();
    product.erp.journal.clear();
    await run();
    expect(product.erp.journal.calls(PENDING_NOTICES).map(({ path }) => path)).not.toContain(
      `/ws/area/cliente/${MARINA}/avisos_app`,
    );
  });

  it('goes on with the others when one customer’s cannot be read', async () => {
    product.erp.faults.set(PENDING_NOTICES, { kind: 'wrong-shape', times: 1 });
    expect((await run()).result).toMatchObject({ customers: 2, failed: 1, ended: 'round-complete' });
    product.erp.faults.clear();
    await letNoticesAge(product);
    expect((await run()).result).toMatchObject({ failed: 0, ended: 'round-complete' });
    expect(await mine.titles()).toEqual(AT_FIRST);
  });

  it('ends early while the provider is down, says so, and goes on later', async () => {
    await moreCustomers(8);
    product.erp.faults.set(PENDING_NOTICES, { kind: 'html' });
    const { outcome, result } = await run();
    expect({ outcome, ended: result.ended }).toEqual({ outcome: 'succeeded', ended: 'outage' });
    expect(result.failed).toBeLessThan(10);
    product.erp.faults.clear();
    // The circuit closes when the ERP was left alone for a while; then everybody's turn that did not come, comes.
    await until(async () => (await run()).result.ended === 'round-complete');
    const pulls: unknown[] = await product.dataSource.query('SELECT customer_id FROM notice_pull');
    expect(pulls.length).toBeGreaterThanOrEqual(8);
    await letNoticesAge(product);
    expect((await run()).result).toMatchObject({ customers: 10, failed: 0, ended: 'round-complete' });
  }, 60_000);

  /** Customers of whom the provider has no notices. */
  async function moreCustomers(count: number): Promise<void> {
    const documents = Array.from({ length: count }, (_, place) => cpf(100_000_000 + place));
    await product.dataSource.query(
      `WITH account AS (
         INSERT INTO customer_account (erp_customer_id, document, first_name)
         SELECT '9' || document, document, 'Ana' FROM unnest($1::text[]) AS document RETURNING id)
       INSERT INTO device (app_instance_id, platform, app_version, customer_id)
       SELECT 'job-' || id, 'ios', '1.0.0', id FROM account`,
      [documents],
    );
  }
});

/** The CPF of nine digits, with its two check digits. */
function cpf(base: number): string {
  const digits = [...String(base)].map(Number);
  for (const length of [9, 10]) {
    const sum = digits.reduce((total, digit, place) => total + digit * (length + 1 - place), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join('');
}
