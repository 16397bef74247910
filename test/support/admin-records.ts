import { expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { newAdmin } from './admins.js';
import type { Caller, TestApplication } from './application.js';
import { expectProblem } from './problems.js';

export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

interface Page {
  items: { id: string }[];
  total: number;
}

/** Requests to the routes by which administrators keep records of one kind. */
export class RecordRoutes {
  constructor(
    readonly product: TestApplication,
    readonly admin: Caller,
    readonly path: string,
  ) {}

  create(body: object, caller = this.admin): Test {
    return this.product.http().post(this.path).set(caller).send(body);
  }

  async created(body: object): Promise<{ id: string }> {
    return (await this.create(body).expect(201)).body as { id: string };
  }

  read(id: string, caller = this.admin): Test {
    return this.product.http().get(`${this.path}/${id}`).set(caller);
  }

  replace(id: string, body: object, caller = this.admin): Test {
    return this.product.http().put(`${this.path}/${id}`).set(caller).send(body);
  }

  remove(id: string, caller = this.admin): Test {
    return this.product.http().delete(`${this.path}/${id}`).set(caller);
  }

  list(query: object = {}, caller = this.admin): Test {
    return this.product.http().get(this.path).query(query).set(caller);
  }

  async idsOf(query: object): Promise<string[]> {
    return ((await this.list({ pageSize: 100, ...query }).expect(200)).body as Page).items.map(({ id }) => id);
  }

  /** A request is refused because of one field. */
  async expectRefused(body: object, field: string): Promise<void> {
    const answer = await this.create(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
  }
}

/**
 * What is true of every kind of record.
 * @param subject what the audit log calls it
 * @param bodies two bodies that both may stand, and what a reading of the first shows
 */
export function itKeepsRecords(
  routes: () => RecordRoutes,
  subject: string,
  { first, second, shown }: { first: object; second: object; shown: object },
): void {
  it('creates, reads, replaces and removes, and remembers who did what', async () => {
    const { product, admin } = routes();
    const made = await routes().create(first);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject(shown);
    const { id } = made.body as { id: string };
    expect((await routes().read(id).expect(200)).body).toEqual(made.body);
    const replaced = (await routes().replace(id, second).expect(200)).body as object;
    expect(replaced).toMatchObject({ id });
    expect(replaced).not.toMatchObject(shown);
    await routes().remove(id).expect(204);
    expectProblem(await routes().read(id), 404, 'NOT_FOUND');
    const me = await product.http().get('/app/v1/admin/me').set(admin).expect(200);
    const entries = await product.dataSource.query(
      `SELECT action, admin_id, subject_kind, before, after FROM audit_entry WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    const by = { admin_id: (me.body as { id: string }).id, subject_kind: subject };
    expect(entries).toEqual([
      { ...by, action: `${subject}.created`, before: null, after: made.body },
      { ...by, action: `${subject}.replaced`, before: made.body, after: replaced },
      { ...by, action: `${subject}.removed`, before: replaced, after: null },
    ]);
  });

  it('does not know what is not there', async () => {
    for (const id of [UNKNOWN_ID, 'nothing', '%00']) {
      expectProblem(await routes().read(id), 404, 'NOT_FOUND');
      expectProblem(await routes().replace(id, second), 404, 'NOT_FOUND');
      expectProblem(await routes().remove(id), 404, 'NOT_FOUND');
    }
  });

  it('lists in pages', async () => {
    const { id } = await routes().created(first);
    const all = (await routes().list({ pageSize: 100 }).expect(200)).body as Page;
    expect(all.items.map((item) => item.id)).toContain(id);
    const page = await routes().list({ pageSize: 1, page: all.total }).expect(200);
    expect(page.body).toMatchObject({ page: all.total, page_size: 1, total: all.total, next: null });
    expect((page.body as Page).items).toEqual(all.items.slice(-1));
    expectProblem(await routes().list({ page: 0 }), 400, 'VALIDATION_ERROR');
    await routes().remove(id).expect(204);
  });

  it('is for administrators with the role', async () => {
    const { product, admin } = routes();
    const { caller: roleless } = await newAdmin(product, admin, ['operations']);
    const customer = await product.loginCustomer();
    for (const send of [
      (caller: Caller) => routes().list({}, caller),
      (caller: Caller) => routes().create(first, caller),
      (caller: Caller) => routes().read(UNKNOWN_ID, caller),
      (caller: Caller) => routes().replace(UNKNOWN_ID, first, caller),
      (caller: Caller) => routes().remove(UNKNOWN_ID, caller),
    ]) {
      expectProblem(await send(roleless), 403, 'FORBIDDEN');
      expectProblem(await send(customer), 401, 'UNAUTHENTICATED');
      expectProblem(await send(product.channel), 401, 'UNAUTHENTICATED');
    }
  });
}

/** What is true of every kind of content that is shown in a window. */
export function itKeepsContent(routes: () => RecordRoutes, wanted: (fields?: object) => object): void {
  it('is filtered by whether it is published and by its window, and ordered', async () => {
    const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString();
    const made = {
      over: await routes().created(wanted({ starts_at: day(-2), ends_at: day(-1), position: 9_990, published: false })),
      open: await routes().created(wanted({ starts_at: day(-1), ends_at: day(1), position: 9_980, published: true })),
      standing: await routes().created(
        wanted({ starts_at: day(-3), ends_at: null, position: 9_970, published: false }),
      ),
      upcoming: await routes().created(wanted({ starts_at: day(1), position: 9_960, published: true })),
    };
    const ours = Object.values(made).map(({ id }) => id);
    const among = async (query: object): Promise<string[]> =>
      (await routes().idsOf(query)).filter((id) => ours.includes(id));
    const { over, open, standing, upcoming } = made;
    expect(await among({})).toEqual([upcoming.id, standing.id, open.id, over.id]);
    expect(await among({ sort: 'position' })).toEqual([upcoming.id, standing.id, open.id, over.id]);
    expect(await among({ sort: '-startsAt' })).toEqual([upcoming.id, open.id, over.id, standing.id]);
    expect(await among({ sort: '-updatedAt' })).toEqual([upcoming.id, standing.id, open.id, over.id]);
    expect(await among({ published: 'true' })).toEqual([upcoming.id, open.id]);
    expect(await among({ published: 'false' })).toEqual([standing.id, over.id]);
    expect(await among({ window: 'OPEN' })).toEqual([standing.id, open.id]);
    expect(await among({ window: 'UPCOMING' })).toEqual([upcoming.id]);
    expect(await among({ window: 'OVER', published: 'true' })).toEqual([]);
    expect(await among({ window: 'OVER' })).toEqual([over.id]);
    for (const query of [{ published: 'yes' }, { window: 'LATER' }, { sort: 'title' }]) {
      expectProblem(await routes().list(query), 400, 'VALIDATION_ERROR');
    }
    for (const id of ours) await routes().remove(id).expect(204);
  });

  it.each([
    ['title', { title: ' ' }],
    ['title', { title: 'x'.repeat(81) }],
    ['title', { title: 'a\nb' }],
    ['published', { published: 'yes' }],
    ['starts_at', { starts_at: undefined }],
    ['starts_at', { starts_at: '2026-12-01' }],
    ['ends_at', { ends_at: '2026-13-01T00:00:00Z' }],
    ['ends_at', { starts_at: '2026-12-01T12:00:00Z', ends_at: '2026-12-01T09:00:00-03:00' }],
    ['position', { position: -1 }],
    ['position', { position: 1.5 }],
    ['target', { target: 'all' }],
    ['target.platforms.0', { target: { platforms: ['windows'] } }],
    ['target.min_version', { target: { min_version: 'new' } }],
    ['target.max_version', { target: { min_version: '3.10', max_version: '3.9' } }],
    ['action.type', { action: { type: 'CALL', value: '190' } }],
    ['action.value', { action: { type: 'OPEN_URL', value: 'https://elsewhere.test/' } }],
    ['action.value', { action: { type: 'OPEN_URL', value: 'http://www.example.com/' } }],
    ['action.value', { action: { type: 'DEEPLINK', value: 'https://www.example.com/' } }],
    ['action.value', { action: { type: 'DEEPLINK', value: '' } }],
  ])('refuses a wrong %s', async (field, fields) => {
    const answer = await routes().create(wanted(fields));
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    const { errors } = answer.body as { errors: { field: string }[] };
    // class-validator names a list as a whole where an entry of it is wrong.
    expect(errors.map((error) => error.field)).toContain(field.replace(/\.\d+$/, ''));
  });
}
