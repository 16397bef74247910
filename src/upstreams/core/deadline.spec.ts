import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Deadline, DeadlineError } from './deadline.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const listeners = (deadline: Deadline) => getEventListeners(deadline.signal, 'abort');

describe('Deadline', () => {
  it('aborts its signal when it passes', () => {
    const deadline = new Deadline(100);
    jest.advanceTimersByTime(99);
    expect(deadline.passed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(deadline.passed).toBe(true);
    expect(deadline.signal.reason).toBeInstanceOf(DeadlineError);
  });

  it('never passes once released', () => {
    const deadline = new Deadline(100);
    deadline.release();
    jest.advanceTimersByTime(1_000);
    expect(deadline.passed).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is one millisecond at least', () => {
    const deadline = new Deadline(-5);
    expect(deadline.passed).toBe(false);
    jest.advanceTimersByTime(1);
    expect(deadline.passed).toBe(true);
  });

  it('races work and leaves no listener', async () => {
    const deadline = new Deadline(100);
    expect(await deadline.race(Promise.resolve('done'))).toBe('done');
    await expect(deadline.race(Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(listeners(deadline)).toEqual([]);
    const late = deadline.race(new Promise<never>(() => undefined));
    jest.advanceTimersByTime(100);
    await expect(late).rejects.toBeInstanceOf(DeadlineError);
    await expect(deadline.race(new Promise<never>(() => undefined))).rejects.toBeInstanceOf(DeadlineError);
    expect(listeners(deadline)).toEqual([]);
  });

  it('pauses no longer than it lasts', async () => {
    const deadline = new Deadline(100);
    const short = deadline.pause(10);
    jest.advanceTimersByTime(10);
    await short;
    const long = deadline.pause(1_000);
    jest.advanceTimersByTime(90);
    await long;
    expect(deadline.passed).toBe(true);
    expect(listeners(deadline)).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
