import { describe, expect, it } from '@jest/globals';
import { faultOfParameterValue } from './parameter-value.js';

describe('faultOfParameterValue', () => {
  it.each([
    ['BOOLEAN', false],
    ['NUMBER', 0],
    ['NUMBER', -1.5],
    ['TEXT', ''],
    ['TEXT', 'a path such as C:\\u0000'],
    ['OBJECT', {}],
    ['OBJECT', { list: [1, { deep: null }] }],
  ] as const)('takes for %s: %j', (kind, value) => {
    expect(faultOfParameterValue(kind, value)).toBeUndefined();
  });

  it.each([
    ['BOOLEAN', 'true'],
    ['NUMBER', '1'],
    ['NUMBER', Number.POSITIVE_INFINITY],
    ['TEXT', 1],
    ['TEXT', null],
    ['TEXT', 'half\ud800'],
    ['TEXT', '\0'],
    ['TEXT', '\\\0'],
    ['TEXT', 'x'.repeat(8_000)],
    ['OBJECT', []],
    ['OBJECT', null],
    ['OBJECT', { name: '\0' }],
    ['OBJECT', undefined],
  ] as const)('refuses for %s: %j', (kind, value) => {
    expect(faultOfParameterValue(kind, value)).toMatch(/^value must /);
  });
});
