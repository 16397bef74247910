import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faqSearchQuery } from './faq-search.js';

describe('faqSearchQuery', () => {
  it.each([
    ['conexão lenta', 'conexão:* & lenta:*'],
    ['  wi-fi  5GHz? ', 'wi:* & fi:* & 5GHz:*'],
    ["O'Brien & (x | !y):*", 'O:* & Brien:* & x:* & y:*'],
    ['conexa\u0303o', 'conexão:*'],
  ])('%s', (typed, query) => {
    expect(faqSearchQuery(typed)).toBe(query);
  });

  it.each(['', '   ', '?!', '& | !'])('finds no word in "%s"', (typed) => {
    expect(faqSearchQuery(typed)).toBeUndefined();
  });

  it('takes no more than eight words', () => {
    expect(faqSearchQuery('a b c d e f g h i j')?.split(' & ')).toHaveLength(8);
  });

  it('lets nothing of the query language through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const query = faqSearchQuery(typed);
        expect(query ?? 'a:*').toMatch(/^[\p{L}\p{N}\p{M}]+:\*(?: & [\p{L}\p{N}\p{M}]+:\*)*$/u);
      }),
    );
  });
});
