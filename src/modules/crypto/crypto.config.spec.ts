import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { cryptoConfig } from './crypto.config.js';

const DEMO_KEY = 'ZGVtby1lbmNyeXB0aW9uLWtleS1ub3QtZm9yLXByb2Q=';
const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');

function parse(keys: string | undefined, active?: string, environment = 'production'): string | string[] {
  const parsed = cryptoConfig.parse({
    NODE_ENV: environment,
    ENCRYPTION_KEYS: keys,
    ENCRYPTION_ACTIVE_KEY: active,
  });
  return 'faults' in parsed ? parsed.faults : parsed.value.activeKey.kid;
}

describe('the encryption keys', () => {
  it('are one, which is then active, or several, of which one is named', () => {
    expect(parse(`a=${first}`)).toBe('a');
    expect(parse(`a=${first}, b=${second}`, 'b')).toBe('b');
    expect(parse(`a=${first},b=${second}`, 'a')).toBe('a');
  });

  it.each([
    ['two and none is named', `a=${first},b=${second}`, undefined, 'ENCRYPTION_ACTIVE_KEY'],
    ['another one is named', `a=${first}`, 'b', 'ENCRYPTION_ACTIVE_KEY'],
    ['a short key', 'a=c2hvcnQ=', undefined, '32 bytes'],
    ['no id', first, undefined, 'must have an id'],
    ['an empty id', `=${first}`, undefined, 'must have an id'],
    ['an id of other signs', `a b=${first}`, undefined, 'must have an id'],
    ['one id twice', `a=${first},a=${second}`, 'a', 'one id'],
    ['one key twice', `a=${first},b=${first}`, 'a', 'one key'],
    ['none in production', undefined, undefined, 'ENCRYPTION_KEYS'],
    ['that of the demonstration in production', `demo=${DEMO_KEY}`, undefined, 'a value of your own'],
    ['that of the demonstration under another id', `a=${DEMO_KEY}`, undefined, 'demonstration'],
    ['that of the demonstration beside another', `demo=${DEMO_KEY},a=${first}`, 'a', 'demonstration'],
  ])('are refused: %s', (_, keys, active, fault) => {
    const faults = parse(keys, active);
    expect(faults).toEqual([expect.stringContaining(fault)]);
    for (const secret of [first, second, DEMO_KEY]) expect(String(faults)).not.toContain(secret);
  });

  it('are those of the demonstration elsewhere', () => {
    expect(parse(undefined, undefined, 'development')).toBe('demo');
  });
});
