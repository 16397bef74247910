import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, defineConfig, flag, httpUrl, nonEmpty, parseConfigs, variable, wholeNumber } from './config.js';

const config = defineConfig(
  'test',
  {
    TEST_SECRET: variable(nonEmpty, 'a secret', { demo: 'published-secret' }),
    TEST_COUNT: variable(wholeNumber(5, { min: 1, max: 10 }), 'a count', { example: '5' }),
    TEST_FLAG: variable(flag(true), 'a flag'),
    TEST_URL: variable(httpUrl.optional(), 'an address'),
  },
  (values) => values,
);
const other = defineConfig('other', { OTHER: variable(z.string('is required'), 'another') }, ({ OTHER }) => OTHER);

const parse = (environment: Record<string, string | undefined>) =>
  parseConfigs([config], environment).get(config.token);
const faultsOf = (environment: Record<string, string | undefined>, definitions = [config]): readonly string[] => {
  try {
    parseConfigs([...definitions], environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('parseConfigs', () => {
  it('gives defaults and demonstration values where nothing is set', () => {
    expect(parse({})).toEqual({
      TEST_SECRET: 'published-secret',
      TEST_COUNT: 5,
      TEST_FLAG: true,
      TEST_URL: undefined,
    });
  });

  it('reads an empty text as unset', () => {
    expect(parse({ TEST_SECRET: '', TEST_COUNT: '' })).toMatchObject({
      TEST_SECRET: 'published-secret',
      TEST_COUNT: 5,
    });
  });

  it.each([undefined, '', 'published-secret'])('takes no demonstration value in production: %j', (secret) => {
    expect(faultsOf({ NODE_ENV: 'production', TEST_SECRET: secret })).toEqual([
      'TEST_SECRET: a value of your own is required in production',
    ]);
    expect(faultsOf({ NODE_ENV: 'production', TEST_SECRET: 'my-own' })).toEqual([]);
  });

  it.each([
    ['TEST_COUNT', '0'],
    ['TEST_COUNT', '11'],
    ['TEST_COUNT', '-1'],
    ['TEST_COUNT', '5 apples'],
    ['TEST_COUNT', '1e1'],
    ['TEST_FLAG', 'yes'],
    ['TEST_URL', 'javascript:alert(1)'],
    ['TEST_URL', 'nowhere'],
  ])('refuses %s=%s', (name, value) => {
    const [fault, ...rest] = faultsOf({ [name]: value });
    expect(fault).toMatch(new RegExp(`^${name}: `));
    expect(rest).toEqual([]);
  });

  it('names every fault of every feature at once, and no value', () => {
    const environment = { TEST_COUNT: 'a-secret-by-mistake', TEST_FLAG: 'maybe' };
    const names = (definitions: Parameters<typeof parseConfigs>[0]) => {
      try {
        parseConfigs(definitions, environment);
        return '';
      } catch (error) {
        return String(error);
      }
    };
    const text = names([config, other]);
    for (const name of ['TEST_COUNT', 'TEST_FLAG', 'OTHER']) expect(text).toContain(name);
    expect(text).not.toMatch(/a-secret-by-mistake|maybe|published-secret/);
  });
});

describe('defineConfig', () => {
  it('may refuse variables that do not go together', () => {
    const pair = defineConfig(
      'pair',
      {
        LOW: variable(wholeNumber(1, { min: 0, max: 9 }), 'low'),
        HIGH: variable(wholeNumber(2, { min: 0, max: 9 }), 'high'),
      },
      (values) => values,
      ({ LOW, HIGH }) => (LOW > HIGH ? ['LOW: must not be above HIGH'] : []),
    );
    expect(parseConfigs([pair], {}).get(pair.token)).toEqual({ LOW: 1, HIGH: 2 });
    expect(() => parseConfigs([pair], { LOW: '3' })).toThrow('LOW: must not be above HIGH');
  });

  it('may refuse what does not go with another feature', () => {
    const dependent = defineConfig(
      'dependent',
      { ACCOUNT: variable(nonEmpty.optional(), 'account') },
      (values) => values,
      ({ ACCOUNT }, isSet) => (isSet('GATEWAY') && ACCOUNT === undefined ? ['ACCOUNT: is required with GATEWAY'] : []),
    );
    for (const environment of [{}, { GATEWAY: '' }, { GATEWAY: 'x', ACCOUNT: '1' }]) {
      expect(() => parseConfigs([dependent], environment)).not.toThrow();
    }
    expect(() => parseConfigs([dependent], { GATEWAY: 'x' })).toThrow('ACCOUNT: is required with GATEWAY');
  });
});
