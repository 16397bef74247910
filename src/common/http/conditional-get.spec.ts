import { describe, expect, it } from '@jest/globals';
import { matchesETag, weakETag } from './conditional-get.js';

const tag = weakETag('{"items":[]}');

describe('weakETag', () => {
  it('is the same for the same text and another for another', () => {
    expect(weakETag('{"items":[]}')).toBe(tag);
    expect(weakETag('{"items":[1]}')).not.toBe(tag);
    expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
  });
});

describe('matchesETag', () => {
  it.each([
    ['the tag', tag, true],
    ['the tag made strong', tag.slice(2), true],
    ['the tag in a list', `"other", ${tag} , W/"third"`, true],
    ['anything', '*', true],
    ['another tag', 'W/"other"', false],
    ['the tag without quotes', tag.slice(3, -1), false],
    ['nothing', '', false],
  ])('%s', (_what, header, matches) => {
    expect(matchesETag(header, tag)).toBe(matches);
  });

  it('is false without the header', () => {
    expect(matchesETag(undefined, tag)).toBe(false);
  });
});
