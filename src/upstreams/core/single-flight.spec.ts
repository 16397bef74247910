import { describe, expect, it } from '@jest/globals';
import { SingleFlight } from './single-flight.js';

describe('SingleFlight', () => {
  it('does the work of a key once at a time and again afterwards', async () => {
    const flights = new SingleFlight();
    let times = 0;
    const work = async () => (times += 1);
    expect(await Promise.all([flights.run('a', work), flights.run('a', work), flights.run('b', work)])).toEqual([
      1, 1, 2,
    ]);
    expect(await flights.run('a', work)).toBe(3);
  });

  it('hands a failure to all who wait and keeps none of it', async () => {
    const flights = new SingleFlight();
    const failing = () => Promise.reject(new Error('failed'));
    const outcomes = await Promise.allSettled([flights.run('a', failing), flights.run('a', failing)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flights.run('a', () => Promise.resolve('next'))).toBe('next');
  });
});
