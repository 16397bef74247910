import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startFieldControl, type FieldControlSimulator } from '../../sandbox/field-control/field-control.simulator.js';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import { fieldControlEvents } from '../../src/upstreams/field-control/field-control.events.js';
import { startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const SECRET = 'a-secret-of-sixteen-characters-or-more';
const READ_TASK = 'field-control.tasks.read';

const fixtures = z
  .record(z.string(), z.object({ body: z.unknown() }))
  .parse(
    JSON.parse(readFileSync(join(projectDirectory(), 'src/upstreams/field-control/fixtures/events.json'), 'utf8')),
  );

let fieldControl: FieldControlSimulator;
let product: TestApplication;
let sent = 0;
beforeAll(async () => {
  fieldControl = await startFieldControl({ apiKey: 'webhook-suite-key', rateLimited: false });
  product = await startTestApplication({
    FIELD_CONTROL_URL: fieldControl.url,
    FIELD_CONTROL_API_KEY: 'webhook-suite-key',
    FIELD_CONTROL_WEBHOOK_SECRET: SECRET,
  });
});
afterAll(async () => {
  await product.close();
  await fieldControl.close();
});
beforeEach(() => fieldControl.faults.clear());

interface Delivery {
  readonly event?: string;
  readonly id?: string;
  readonly authorization?: string;
  readonly body?: unknown;
}

const deliver = ({ event, id = `delivery-${++sent}`, authorization = `Bearer ${SECRET}`, body }: Delivery) =>
  product
    .http()
    .post('/app/v1/webhooks/field-control')
    .set({
      ...(event === undefined ? {} : { 'x-fieldcontrol-event': event }),
      ...(id === '' ? {} : { 'x-fieldcontrol-delivery': id }),
      ...(authorization === '' ? {} : { authorization }),
    })
    .send(body ?? {});

interface Item {
  state: string;
  attempts: number;
}
const item = async (id: string): Promise<Item | undefined> => {
  const rows: Item[] = await product.dataSource.query(
    'SELECT state, attempts FROM work_item WHERE topic = $1 AND dedupe_key = $2',
    ['field-control-delivery', id],
  );
  return rows[0];
};
const eventually = async (what: () => Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came to be');
};
/** A task that the simulator knows. */
const knownTask = () => [...fieldControl.state.tasks.values()][0]!;
const taskBody = () => ({ ...(fixtures['task-updated']!.body as object), id: knownTask().id });
const storedTask = async (): Promise<{ status: string } | undefined> => {
  const rows: { status: string }[] = await product.dataSource.query(
    'SELECT status FROM field_control_task WHERE id = $1',
    [knownTask().id],
  );
  return rows[0];
};

it('has a fixture for every documented event', () => {
  expect(fieldControlEvents).toHaveLength(14);
  expect(Object.keys(fixtures).sort()).toEqual(fieldControlEvents.map(({ name }) => name).sort());
});

describe.each(fieldControlEvents.map(({ name }) => name))('%s', (event) => {
  it('is stored before it is answered, once, and carried out', async () => {
    const id = `once-${event}`;
    const { body } = fixtures[event]!;
    expect((await deliver({ event, id, body }).expect(202)).body).toEqual({ status: 'accepted' });
    expect(await item(id)).toBeDefined();
    expect((await deliver({ event, id, body }).expect(202)).body).toEqual({ status: 'duplicate' });
  });

  it('of another shape is refused', async () => {
    const answer = await deliver({ event, body: { unexpected: true } });
    // A payload may be all optional; then nothing can be told wrong of it.
    if (answer.status !== 202) expectProblem(answer, 400, 'VALIDATION_ERROR');
  });
});

describe('the sender', () => {
  it.each([
    ['bare', SECRET],
    ['Bearer', `Bearer ${SECRET}`],
    ['Basic', `Basic ${Buffer.from(`field-control:${SECRET}`).toString('base64')}`],
  ])('proves itself by the secret, %s', async (_, authorization) => {
    await deliver({ event: 'task-updated', authorization, body: taskBody() }).expect(202);
  });

  it.each([
    ['nothing', ''],
    ['another secret', 'Bearer another-secret-of-some-length'],
    ['part of it', `Bearer ${SECRET.slice(0, -1)}`],
    ['an empty Basic', 'Basic Og=='],
  ])('with %s is refused and nothing is stored', async (_, authorization) => {
    const id = `refused-${++sent}`;
    expectProblem(
      await deliver({ event: 'task-updated', id, authorization, body: taskBody() }),
      401,
      'UNAUTHENTICATED',
    );
    expect(await item(id)).toBeUndefined();
  });

  it('must name event and delivery', async () => {
    expectProblem(await deliver({ body: taskBody() }), 400, 'VALIDATION_ERROR');
    expectProblem(await deliver({ event: 'task-updated', id: '', body: taskBody() }), 400, 'VALIDATION_ERROR');
  });

  it('may send an event of tomorrow, which is ignored', async () => {
    const id = 'of-tomorrow';
    expect((await deliver({ event: 'task-teleported', id, body: {} }).expect(202)).body).toEqual({ status: 'ignored' });
    expect(await item(id)).toBeUndefined();
  });
});

describe('a visit', () => {
  it('stands as Field Control says now, whatever order its events come in', async () => {
    const task = knownTask();
    const older = { ...taskBody(), status: 'scheduled' };
    const newer = { ...taskBody(), status: 'done' };
    task.status = 'in-progess';
    await deliver({ event: 'task-completed', id: 'late-1', body: newer }).expect(202);
    await deliver({ event: 'task-created', id: 'late-2', body: older }).expect(202);
    await eventually(async () => (await item('late-1'))?.state === 'done' && (await item('late-2'))?.state === 'done');
    expect((await storedTask())?.status).toBe('IN_PROGRESS');
  });

  it('is told by the real webhook when it changes there', async () => {
    fieldControl.state.webhooks.register({
      url: `${product.url}/app/v1/webhooks/field-control`,
      credentials: { user: 'field-control', password: SECRET },
    });
    const task = knownTask();
    task.status = 'done';
    fieldControl.state.webhooks.emit('task-completed', taskBody());
    await eventually(async () => (await storedTask())?.status === 'DONE');
    expect(fieldControl.state.webhooks.deliveries().at(-1)).toMatchObject({ status: 202 });
  });

  it('is tried again while Field Control fails', async () => {
    // Nothing of before is left to run into the fault.
    await eventually(async () => {
      const rows: unknown[] = await product.dataSource.query(
        "SELECT FROM work_item WHERE state IN ('ready', 'running')",
      );
      return rows.length === 0;
    });
    fieldControl.faults.set(READ_TASK, { kind: 'status', status: 503, times: 4 });
    const task = knownTask();
    task.status = 'scheduled';
    await deliver({ event: 'task-updated', id: 'again', body: taskBody() }).expect(202);
    await eventually(async () => (await item('again'))?.state === 'done');
    expect((await item('again'))!.attempts).toBeGreaterThan(1);
    expect((await storedTask())?.status).toBe('SCHEDULED');
  });
});

it('refuses everything where no secret is configured', async () => {
  const bare = await startTestApplication();
  try {
    const answer = await bare
      .http()
      .post('/app/v1/webhooks/field-control')
      .set({ 'x-fieldcontrol-event': 'task-updated', 'x-fieldcontrol-delivery': 'x', authorization: 'Bearer ' })
      .send({});
    expectProblem(answer, 401, 'UNAUTHENTICATED');
  } finally {
    await bare.close();
  }
});
