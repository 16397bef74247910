import { describe, expect, it } from '@jest/globals';
import { vhsysConfig } from './vhsys.config.js';

const tokens = { VHSYS_ACCESS_TOKEN: 'access', VHSYS_SECRET_ACCESS_TOKEN: 'secret' };

describe('vhsysConfig', () => {
  it('may be absent altogether', () => {
    expect(vhsysConfig.parse({})).toEqual({ value: { connection: null } });
  });

  it('names every credential that an address lacks', () => {
    expect(vhsysConfig.parse({ VHSYS_URL: 'https://vhsys.test', VHSYS_SECRET_ACCESS_TOKEN: 'secret' })).toEqual({
      faults: ['VHSYS_ACCESS_TOKEN: is required with VHSYS_URL'],
    });
    expect(vhsysConfig.parse({ VHSYS_URL: 'https://vhsys.test' })).toEqual({
      faults: [
        'VHSYS_ACCESS_TOKEN: is required with VHSYS_URL',
        'VHSYS_SECRET_ACCESS_TOKEN: is required with VHSYS_URL',
      ],
    });
  });

  it('refuses tokens that no header can hold, without printing them', () => {
    const parsed = vhsysConfig.parse({ VHSYS_URL: 'https://vhsys.test', ...tokens, VHSYS_ACCESS_TOKEN: 'a\nb' });
    expect(parsed).toEqual({ faults: [expect.stringMatching(/^VHSYS_ACCESS_TOKEN: must be visible/)] });
  });

  it('gives the connection', () => {
    expect(vhsysConfig.parse({ VHSYS_URL: 'https://vhsys.test/', ...tokens, VHSYS_TIMEOUT_MS: '900' })).toMatchObject({
      value: {
        connection: {
          accessToken: 'access',
          secretAccessToken: 'secret',
          system: { id: 'vhsys', baseUrl: 'https://vhsys.test', timeoutMs: 900 },
        },
      },
    });
  });
});
