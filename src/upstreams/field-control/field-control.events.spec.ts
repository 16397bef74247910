import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { projectDirectory } from '../../common/persistence/project-directory.js';
import { taskCreated, taskRated, taskStarted } from './events/task-events.js';
import { DELIVERY_HEADER, EVENT_HEADER } from './field-control.event.js';
import { fieldControlEvents } from './field-control.events.js';

const fixtures = z
  .record(
    z.string(),
    z.strictObject({ source: z.literal('assumed'), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  )
  .parse(
    JSON.parse(
      readFileSync(join(projectDirectory(), 'src/upstreams/field-control/fixtures/events.json'), 'utf8'),
    ) as unknown,
  );

describe('fieldControlEvents', () => {
  it('lists the fourteen documented events, each with one fixture', () => {
    const names = fieldControlEvents.map(({ name }) => name);
    expect(names).toHaveLength(14);
    expect(names.toSorted()).toEqual(Object.keys(fixtures).toSorted());
  });

  it.each(fieldControlEvents.map((event) => [event.name, event] as const))('reads %s', (name, event) => {
    const fixture = fixtures[name];
    const headers = new Headers(fixture?.headers);
    expect(headers.get(EVENT_HEADER)).toBe(name);
    expect(headers.get(DELIVERY_HEADER)).toMatch(/^[0-9a-f-]{36}$/);
    expect(event.payload.parse(fixture?.body)).toMatchObject({ id: expect.any(String) });
    for (const wrong of [undefined, null, 'text', []]) expect(event.payload.safeParse(wrong).success).toBe(false);
  });

  it('reads a task as operations read it, whatever further fields there are', () => {
    const body = { ...z.looseObject({}).parse(fixtures['task-started']?.body), deviceId: 'x', status: 'in-progress' };
    expect(taskStarted.payload.parse(body)).toMatchObject({
      orderId: 'MTox',
      employeeId: 'Mzox',
      status: 'IN_PROGRESS',
      startedAt: new Date('2020-05-30T11:38:54Z'),
      scheduledDate: null,
    });
    expect(taskCreated.payload.parse({ ...body, status: 'teleported' }).status).toBe('UNKNOWN');
    expect(taskRated.payload.parse(fixtures['task-rated']?.body).rating).toEqual({
      stars: 5,
      comment: 'O técnico foi rápido',
    });
    expect(taskRated.payload.parse({ ...body, rating: 'five' }).rating).toEqual({ stars: null, comment: null });
  });
});
