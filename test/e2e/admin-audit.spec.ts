import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_ROLES } from '../../src/modules/admin/admin-roles.js';
import { newAdmin, type NewAdmin } from '../support/admins.js';
import { ADMIN, type Caller, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const ENTRIES = '/app/v1/admin/audit-entries';
const OTHER = '7a0f3c1e-6f0d-4f5e-8a53-0d1b7c1a9e77';

interface Entry {
  id: string;
  action: string;
  admin_id: string;
  admin_email: string | null;
  subject_id: string;
}
interface Page {
  items: Entry[];
  next: string | null;
}

let product: TestApplication;
let admin: Caller;
let other: NewAdmin;
beforeAll(async () => {
  product = await startTestApplication({ AUDIT_RETENTION_DAYS: '400' });
  admin = await product.loginAdmin();
  other = await newAdmin(product, admin, ['audit:read']);
});
afterAll(() => product.close());

const list = (query = '', caller = admin) => product.http().get(`${ENTRIES}${query}`).set(caller);
const page = async (query: string): Promise<Page> => (await list(query).expect(200)).body as Page;
const subjects = async (query: string): Promise<string[]> =>
  (await page(query)).items.map(({ subject_id: subject }) => subject);
/** An entry as an act of long ago left it. */
const write = (subjectKind: string, subjectId: string, at: string, adminId = OTHER): Promise<unknown> =>
  product.dataSource.query(
    `INSERT INTO audit_entry (occurred_at, admin_id, action, subject_kind, subject_id, before, after)
     VALUES ($3, $4, $1 || '.replaced', $1, $2, '{"a":1}', '{"a":2}')`,
    [subjectKind, subjectId, at, adminId],
  );

describe('the audit log', () => {
  it('shows who did what, when, and in which request', async () => {
    const created = await product
      .http()
      .post('/app/v1/admin/oauth-clients')
      .set({ ...admin, 'x-request-id': 'an-audited-act' })
      .send({ id: 'audited', name: 'Auditado', scopes: ['push:write'] })
      .expect(201);
    const { client_secret: _, ...after } = created.body as Record<string, unknown>;
    const { items } = await page('?subjectKind=oauth-client&subjectId=audited');
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        occurred_at: expect.stringMatching(/-03:00$/),
        admin_id: expect.any(String),
        admin_email: ADMIN.username,
        action: 'oauth-client.created',
        subject_kind: 'oauth-client',
        subject_id: 'audited',
        before: null,
        after,
        request_id: 'an-audited-act',
      },
    ]);
  });

  it('is read newest first, page by page, while entries come in', async () => {
    for (const [subject, second] of [
      ['1', '01'],
      ['2', '02'],
      // Of one instant: then the later entry is the newer.
      ['3', '03'],
      ['4', '03'],
      ['5', '05'],
    ] as const) {
      await write('paged', subject, `2026-03-01T10:00:${second}.123456Z`);
    }
    const first = await page('?subjectKind=paged&pageSize=2');
    expect(first.items.map(({ subject_id: subject }) => subject)).toEqual(['5', '4']);
    expect(first).toMatchObject({ page_size: 2, next: first.items[1]?.id });
    await write('paged', '6', '2026-03-01T10:00:06Z');
    const second = await page(`?subjectKind=paged&pageSize=2&before=${first.next}`);
    expect(second.items.map(({ subject_id: subject }) => subject)).toEqual(['3', '2']);
    const last = await page(`?subjectKind=paged&pageSize=2&before=${second.next}`);
    expect(last.items.map(({ subject_id: subject }) => subject)).toEqual(['1']);
    expect(last.next).toBeNull();
    expect(await subjects('?subjectKind=paged&before=999999999')).toEqual([]);
  });

  it('is filtered by administrator, action, subject and time', async () => {
    await write('filtered', 'early', '2026-04-01T12:00:00Z');
    await write('filtered', 'late', '2026-04-02T12:00:00Z');
    await write('filtered-not', 'late', '2026-04-02T12:00:00Z', other.id);
    expect(await subjects(`?adminId=${OTHER}&actionPrefix=filtered`)).toEqual(['late', 'early']);
    expect(await subjects(`?adminId=${other.id}&actionPrefix=filtered`)).toEqual(['late']);
    expect(await subjects('?actionPrefix=filtered.')).toEqual(['late', 'early']);
    expect(await subjects('?subjectKind=filtered&subjectId=early')).toEqual(['early']);
    expect(await subjects('?subjectKind=filtered&from=2026-04-02T09:00:00-03:00')).toEqual(['late']);
    expect(await subjects('?subjectKind=filtered&to=2026-04-02T09:00:00-03:00')).toEqual(['early']);
    expect(await subjects('?actionPrefix=filtered&from=2026-04-01T12:00:00Z&to=2026-04-01T12:00:00.000001Z')).toEqual([
      'early',
    ]);
    expect(await subjects('?subjectKind=filtered&from=2027-01-01T00:00:00Z')).toEqual([]);
    expect((await page(`?adminId=${OTHER}&pageSize=1`)).items[0]?.admin_email).toBeNull();
  });

  it('names an administrator who was removed', async () => {
    const gone = await newAdmin(product, admin, []);
    await product.http().delete(`/app/v1/admin/admin-users/${gone.id}`).set(admin).expect(204);
    const { items } = await page(`?adminId=${gone.id}`);
    expect(new Set(items.map(({ admin_email: email }) => email))).toEqual(new Set([gone.email]));
  });

  it.each([
    ['before', '?before=x'],
    ['before', '?before=0'],
    ['pageSize', '?pageSize=101'],
    ['adminId', '?adminId=1'],
    ['actionPrefix', '?actionPrefix=%25'],
    ['subjectKind', '?subjectKind=A'],
    ['subjectId', '?subjectId=%00'],
    ['from', '?from=2026-01-01'],
    ['to', '?to=yesterday'],
  ])('refuses a wrong %s', async (field, query) => {
    const answer = await list(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });

  it.each([
    ['from', '?from=2026-02-31T00:00:00Z'],
    ['to', '?to=2026-02-31T00:00:00Z'],
  ])('refuses a day that does not exist as %s', async (_, query) => {
    expectProblem(await list(query), 400, 'VALIDATION_ERROR');
  });

  it('needs the role for it', async () => {
    await list('', other.caller).expect(200);
    const roles = ADMIN_ROLES.filter((role) => role !== 'audit:read');
    const { caller } = await newAdmin(product, admin, roles);
    expectProblem(await list('', caller), 403, 'FORBIDDEN');
  });
});

describe('its table', () => {
  const APPEND_ONLY = /append-only/;
  const old = "occurred_at < now() - interval '300 days'";

  it('refuses changes and deletions', async () => {
    await write('kept', 'old', '2020-01-01T00:00:00Z');
    const { dataSource } = product;
    await expect(dataSource.query("UPDATE audit_entry SET action = 'x.y'")).rejects.toThrow(APPEND_ONLY);
    await expect(dataSource.query('DELETE FROM audit_entry')).rejects.toThrow(APPEND_ONLY);
    await expect(dataSource.query(`DELETE FROM audit_entry WHERE ${old}`)).rejects.toThrow(APPEND_ONLY);
  });

  it('lets the retention delete what is old, and nothing of the last six months', async () => {
    const inRetention = (statement: string): Promise<unknown> =>
      product.dataSource.transaction(async (manager) => {
        await manager.query("SELECT set_config('app.audit_retention', 'on', true)");
        await manager.query(statement);
        throw new Error('undone');
      });
    await expect(inRetention(`DELETE FROM audit_entry WHERE ${old}`)).rejects.toThrow('undone');
    await expect(inRetention('DELETE FROM audit_entry')).rejects.toThrow(APPEND_ONLY);
    await expect(inRetention("UPDATE audit_entry SET action = 'x.y'")).rejects.toThrow(APPEND_ONLY);
  });

  it('is rid of entries past their time by the job, together with who left nothing else', async () => {
    const days = (count: number): string => new Date(Date.now() - count * 86_400_000).toISOString();
    const gone = await newAdmin(product, admin, []);
    await product.http().delete(`/app/v1/admin/admin-users/${gone.id}`).set(admin).expect(204);
    await product.dataSource.query("UPDATE admin_user SET removed_at = now() - interval '2 days' WHERE id = $1", [
      gone.id,
    ]);
    const [silent] = await product.dataSource.query<{ id: string }[]>(
      `INSERT INTO admin_user (email, password_hash, disabled_at, removed_at)
       VALUES ('silent@example.com', '', now(), now() - interval '2 days') RETURNING id`,
    );
    await product.dataSource.query(
      `INSERT INTO admin_known_address (admin_id, address_hash, last_seen_at)
       VALUES ($1, '\\x01', now() - interval '91 days'), ($1, '\\x02', now() - interval '89 days')`,
      [other.id],
    );
    await write('aged', 'old', days(401), silent!.id);
    await write('aged', 'young', days(399));
    const run = await product.http().post('/app/v1/admin/jobs/admin-records.purge/run').set(admin);
    expect(run.status).toBe(202);
    await until(async () => (await subjects('?subjectKind=aged')).join() === 'young');
    const purged = async (): Promise<boolean> => {
      const [left] = await product.dataSource.query<{ silent: number; gone: number; addresses: number }[]>(
        `SELECT (SELECT count(*)::integer FROM admin_user WHERE id = $1) AS silent,
                (SELECT count(*)::integer FROM admin_user WHERE id = $2) AS gone,
                (SELECT count(*)::integer FROM admin_known_address WHERE address_hash IN ('\\x01', '\\x02')) AS addresses`,
        [silent!.id, gone.id],
      );
      return left?.silent === 0 && left.gone === 1 && left.addresses === 1;
    };
    await until(purged);
  });
});
