import { expect, it } from '@jest/globals';
import { judgeTerms, termIdOf } from './sale-terms.js';

const term = termIdOf(Buffer.from('the contract'));
const formerTerm = termIdOf(Buffer.from('the contract of yesterday'));

it.each([
  ['the term in force', [term], term, 'accepted'],
  ['it among others', ['PRIVACY', term], term, 'accepted'],
  ['nothing where there is nothing', [], null, 'accepted'],
  ['another text', [formerTerm], term, 'changed'],
  ['nothing', [], term, 'missing'],
  ['only others', ['PRIVACY'], term, 'missing'],
] as const)('judges the acceptance of %s', (_, accepted, wanted, judgement) => {
  expect(judgeTerms(accepted, wanted)).toBe(judgement);
});

it('names a text by what it says', () => {
  expect(term).toMatch(/^CONTRACT-[0-9a-f]{64}$/);
  expect(term).not.toBe(formerTerm);
});
