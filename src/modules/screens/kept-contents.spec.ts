import { describe, expect, it } from '@jest/globals';
import { KeptContents } from './kept-contents.js';

const content = { state: 'ok', data: { title: 'A', text: 'a' } } as const;

describe('kept contents', () => {
  it('stand in as stale, each for its own key', () => {
    const kept = new KeptContents<'TEXT'>({ entries: 10, milliseconds: 60_000 });
    kept.store('one', content);
    expect(kept.find('one')).toEqual({ ...content, state: 'stale', asOf: expect.any(Date) });
    expect(kept.find('other')).toBeUndefined();
  });

  it('are bounded: the one that was used least goes', () => {
    const kept = new KeptContents<'TEXT'>({ entries: 2, milliseconds: 60_000 });
    for (const key of ['one', 'two', 'three']) kept.store(key, content);
    expect(kept.find('one')).toBeUndefined();
    expect(kept.find('three')).toBeDefined();
  });

  it('are none where nothing is to be kept', () => {
    const kept = new KeptContents<'TEXT'>({ entries: 10, milliseconds: 0 });
    kept.store('one', content);
    expect(kept.find('one')).toBeUndefined();
  });
});
