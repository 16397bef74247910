import { describe, expect, it } from '@jest/globals';
import { ConfigError, parseConfigs } from '../../common/config/config.js';
import { type FieldControlConfig, fieldControlConfig } from './field-control.config.js';

const parse = (environment: Record<string, string>) =>
  parseConfigs([fieldControlConfig], environment).get(fieldControlConfig.token) as FieldControlConfig;

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    parse(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('fieldControlConfig', () => {
  it('is optional as a whole', () => {
    expect(parse({})).toMatchObject({ webhookSecret: undefined, account: undefined });
  });

  it('takes the address and the key together', () => {
    const config = parse({ FIELD_CONTROL_URL: 'https://field.example.com/', FIELD_CONTROL_API_KEY: 'a-key' });
    expect(config.account).toMatchObject({ apiKey: 'a-key', system: { baseUrl: 'https://field.example.com' } });
  });

  it.each([
    [{ FIELD_CONTROL_URL: 'https://field.example.com' }, 'FIELD_CONTROL_API_KEY'],
    [{ FIELD_CONTROL_API_KEY: 'a-key' }, 'FIELD_CONTROL_URL'],
    [{ FIELD_CONTROL_URL: 'field.example.com', FIELD_CONTROL_API_KEY: 'a-key' }, 'FIELD_CONTROL_URL'],
    [{ FIELD_CONTROL_URL: 'https://field.example.com', FIELD_CONTROL_API_KEY: 'a key' }, 'FIELD_CONTROL_API_KEY'],
    [{ FIELD_CONTROL_WEBHOOK_SECRET: 'short' }, 'FIELD_CONTROL_WEBHOOK_SECRET'],
  ])('names what is wrong with %j and no value', (environment, variable) => {
    const faults = faultsOf(environment);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${variable}: `));
    expect(faults[0]).not.toMatch(/a-key|a key|short$/);
  });
});
