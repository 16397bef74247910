import { beforeEach, describe, expect, it } from '@jest/globals';
import { AnswerCache } from './answer-cache.js';

const POLICY = { ttlMs: 100, staleIfErrorMs: 1_000 };

let now: number;
let cache: AnswerCache;
beforeEach(() => {
  now = 1_000_000;
  cache = new AnswerCache(100, () => now);
});

describe('AnswerCache', () => {
  it('is fresh for the time to live and stale for the time after it', () => {
    const key = cache.key('marina', 'read');
    cache.store(key, { n: 1 });
    now += 99;
    expect(cache.fresh(key, POLICY)).toEqual({ n: 1 });
    now += 1;
    expect(cache.fresh(key, POLICY)).toBeUndefined();
    expect(cache.stale(key, POLICY)).toEqual({ value: { n: 1 }, asOf: new Date(1_000_000) });
    now += 1_000;
    expect(cache.stale(key, POLICY)).toBeUndefined();
  });

  it('has nothing stale without a time for it', () => {
    const key = cache.key('marina', 'read');
    cache.store(key, 'kept');
    now += 100;
    expect(cache.stale(key, { ttlMs: 100 })).toBeUndefined();
  });

  it('forgets everything of one owner and nothing of another', () => {
    const [marina, other, roberto] = [
      cache.key('marina', 'read'),
      cache.key('marina', 'other'),
      cache.key('roberto', 'read'),
    ];
    for (const key of [marina, other, roberto]) cache.store(key, 'kept');
    cache.invalidate('marina');
    expect(cache.key('roberto', 'read')).toBe(roberto);
    expect(cache.fresh(cache.key('marina', 'read'), POLICY)).toBeUndefined();
    expect(cache.stale(cache.key('marina', 'other'), POLICY)).toBeUndefined();
    expect(cache.fresh(cache.key('roberto', 'read'), POLICY)).toBe('kept');
  });

  it('never gives an owner the key of another', () => {
    expect(cache.key('a', 'b|read')).not.toBe(cache.key('a|b', 'read'));
  });

  it('holds no more than it may', () => {
    const small = new AnswerCache(2, () => now);
    const keys = ['1', '2', '3'].map((call) => small.key('marina', call));
    for (const key of keys) small.store(key, key);
    expect(keys.map((key) => small.fresh(key, POLICY) !== undefined)).toEqual([false, true, true]);
  });
});

describe('an AnswerCache in doubt', () => {
  const key = () => cache.key('marina', 'read');

  it('has nothing fresh that was kept before, but may still stand in', () => {
    cache.store(key(), 'kept');
    now += 10;
    cache.doubt();
    expect(cache.fresh(key(), POLICY)).toBeUndefined();
    expect(cache.stale(key(), POLICY)).toEqual({ value: 'kept', asOf: new Date(1_000_000) });
  });

  it('believes what it gets afterwards, as old as that is', () => {
    cache.doubt();
    now += 10;
    cache.store(key(), 'confirmed', now - 60);
    expect(cache.fresh(key(), POLICY)).toBe('confirmed');
    now += 40;
    expect(cache.fresh(key(), POLICY)).toBeUndefined();
  });
});
