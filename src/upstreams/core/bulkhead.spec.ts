import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Bulkhead, BulkheadFullError } from './bulkhead.js';

const NEVER = new AbortController().signal;

/** A task that ends when told, and notes that it began. */
function heldTask(name: string, began: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const task = () => {
    began.push(name);
    return promise;
  };
  return { task, finish: () => resolve(name) };
}

describe('Bulkhead', () => {
  it('runs so many at once and the others in the order they came', async () => {
    const bulkhead = new Bulkhead(2, 10);
    const began: string[] = [];
    const held = ['a', 'b', 'c', 'd'].map((name) => heldTask(name, began));
    const done = held.map(({ task }) => bulkhead.run(task, NEVER));
    await Promise.resolve();
    expect({ began, inFlight: bulkhead.inFlight }).toEqual({ began: ['a', 'b'], inFlight: 2 });
    held[1]?.finish();
    await done[1];
    expect({ began, inFlight: bulkhead.inFlight }).toEqual({ began: ['a', 'b', 'c'], inFlight: 2 });
    for (const { finish } of held) finish();
    expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd']);
    expect(bulkhead.inFlight).toBe(0);
  });

  it('gives the place back when a task fails', async () => {
    const bulkhead = new Bulkhead(1, 0);
    await expect(bulkhead.run(() => Promise.reject(new Error('failed')), NEVER)).rejects.toThrow('failed');
    expect(await bulkhead.run(() => Promise.resolve('next'), NEVER)).toBe('next');
  });

  it('refuses at once when the queue is full', async () => {
    const bulkhead = new Bulkhead(1, 1);
    const [first, second] = ['a', 'b'].map((name) => heldTask(name, []));
    const done = [first, second].map((held) => bulkhead.run(held!.task, NEVER));
    await expect(bulkhead.run(() => Promise.resolve(), NEVER)).rejects.toBeInstanceOf(BulkheadFullError);
    first?.finish();
    second?.finish();
    await Promise.all(done);
  });

  it('lets go of whoever gives up waiting, and of the listener', async () => {
    const bulkhead = new Bulkhead(1, 1);
    const began: string[] = [];
    const held = heldTask('held', began);
    const running = bulkhead.run(held.task, NEVER);
    const reason = new Error('enough');
    const impatient = new AbortController();
    const waiting = bulkhead.run(() => Promise.resolve(began.push('impatient')), impatient.signal);
    impatient.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    const patient = new AbortController();
    const next = bulkhead.run(() => Promise.resolve('next'), patient.signal);
    held.finish();
    await running;
    expect(await next).toBe('next');
    expect(began).toEqual(['held']);
    expect(getEventListeners(patient.signal, 'abort')).toEqual([]);
    expect(bulkhead.inFlight).toBe(0);
  });

  it('does not queue for a signal that is over', async () => {
    const bulkhead = new Bulkhead(1, 1);
    const held = heldTask('held', []);
    const running = bulkhead.run(held.task, NEVER);
    await expect(bulkhead.run(() => Promise.resolve(), AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    held.finish();
    await running;
  });
});
