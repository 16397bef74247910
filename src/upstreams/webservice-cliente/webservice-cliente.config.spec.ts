import { describe, expect, it } from '@jest/globals';
import { parseConfigs } from '../../common/config/config.js';
import { type WebserviceClienteConfig, webserviceClienteConfig } from './webservice-cliente.config.js';

const REQUIRED = {
  WEBSERVICE_CLIENTE_URL: 'https://erp.example.com/base/',
  WEBSERVICE_CLIENTE_USER: 'user',
  WEBSERVICE_CLIENTE_PASSWORD: 'p4ss-word',
};
const parse = (environment: Record<string, string>) =>
  parseConfigs([webserviceClienteConfig], { ...REQUIRED, ...environment }).get(
    webserviceClienteConfig.token,
  ) as WebserviceClienteConfig;

describe('configuration of the ERP', () => {
  it('has what the pipeline needs', () => {
    expect(parse({})).toMatchObject({
      user: 'user',
      password: 'p4ss-word',
      system: { baseUrl: 'https://erp.example.com/base', timeoutMs: 8_000, concurrency: 32 },
    });
  });

  it('takes paths that differ from the documented ones', () => {
    const { system } = parse({ WEBSERVICE_CLIENTE_PATHS: 'a.read=/v2/a?x=1, b.read = /b ,' });
    expect([...system.pathOverrides]).toEqual([
      ['a.read', '/v2/a?x=1'],
      ['b.read', '/b'],
    ]);
  });

  it.each([
    ['WEBSERVICE_CLIENTE_URL', 'ftp://erp'],
    ['WEBSERVICE_CLIENTE_URL', ''],
    ['WEBSERVICE_CLIENTE_TIMEOUT_MS', '1.5'],
    ['WEBSERVICE_CLIENTE_TIMEOUT_MS', '10'],
    ['WEBSERVICE_CLIENTE_CONCURRENCY', '0'],
    ['WEBSERVICE_CLIENTE_PATHS', 'a.read=v2'],
    ['WEBSERVICE_CLIENTE_PATHS', 'a.read'],
  ])('refuses %s=%s by name, without any value', (name, value) => {
    const outcome = () => parse({ [name]: value });
    expect(outcome).toThrow(name);
    expect(outcome).not.toThrow('p4ss-word');
  });
});
