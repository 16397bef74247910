import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appVersionSortKey, compareAppVersions } from './app-version-number.js';

const components = fc.array(fc.nat({ max: 999_999_999 }), { minLength: 1, maxLength: 4 });
const identifier = fc.stringMatching(/^[0-9A-Za-z-]{1,20}$/);
const preRelease = fc.array(identifier, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
const build = fc.stringMatching(/^[0-9A-Za-z.-]{1,20}$/);
const release = components.map((parts) => parts.join('.'));
const version = fc
  .tuple(release, fc.option(preRelease), fc.option(build))
  .map(([numbers, pre, suffix]) => `${numbers}${pre === null ? '' : `-${pre}`}${suffix === null ? '' : `+${suffix}`}`);

describe('app version numbers', () => {
  it.each([
    ['1.10.0', '1.9', 1],
    ['1.9', '1.10.0', -1],
    ['2', '2.0.0.0', 0],
    ['1.2.3', '1.2.3.1', -1],
    ['1.2.3+45', '1.2.3+46', 0],
    ['1.2.3-rc.1', '1.2.3', -1],
    ['1.2.3-rc.1+7', '1.2.2', 1],
    ['01.2', '1.2', 0],
  ])('%s against %s is %d', (left, right, order) => {
    expect(compareAppVersions(left, right)).toBe(order);
  });

  it('orders pre-releases as Semantic Versioning does', () => {
    const ordered = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'];
    ordered.push('1.0.0-rc.1', '1.0.0');
    expect(ordered.toReversed().toSorted((left, right) => compareAppVersions(left, right) ?? NaN)).toEqual(ordered);
  });

  it.each([
    '',
    'abc',
    '1.',
    '.1',
    '1..2',
    '1.2.3.4.5',
    'v1.2',
    '1.2 ',
    '1.2-',
    '1.2+',
    '-1',
    '1234567890',
    '1.2\n',
    '１.2',
  ])('refuses %j', (text) => {
    expect(appVersionSortKey(text)).toBeUndefined();
    expect(compareAppVersions(text, '1.0')).toBeUndefined();
    expect(compareAppVersions('1.0', text)).toBeUndefined();
  });

  it('compares releases by component as numbers', () => {
    fc.assert(
      fc.property(components, components, (left, right) => {
        const difference = [0, 1, 2, 3]
          .map((place) => (left[place] ?? 0) - (right[place] ?? 0))
          .find((distance) => distance !== 0);
        expect(compareAppVersions(left.join('.'), right.join('.'))).toBe(Math.sign(difference ?? 0));
      }),
    );
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareAppVersions(a, a)).toBe(0);
        expect(compareAppVersions(a, b)).toBe(-(compareAppVersions(b, a) ?? NaN) + 0);
        const [low, middle, high] = [a, b, c].toSorted((left, right) => compareAppVersions(left, right) ?? NaN);
        expect(compareAppVersions(low ?? '', middle ?? '')).not.toBe(1);
        expect(compareAppVersions(low ?? '', high ?? '')).not.toBe(1);
      }),
    );
  });

  it('puts every pre-release between the release before and its own', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_998 }), preRelease, (patch, pre) => {
        expect(compareAppVersions(`1.2.${patch + 1}-${pre}`, `1.2.${patch + 1}`)).toBe(-1);
        expect(compareAppVersions(`1.2.${patch + 1}-${pre}`, `1.2.${patch}.999999999`)).toBe(1);
      }),
    );
  });

  it('ignores the build', () => {
    fc.assert(
      fc.property(release, build, (numbers, suffix) => {
        expect(compareAppVersions(`${numbers}+${suffix}`, numbers)).toBe(0);
      }),
    );
  });
});
