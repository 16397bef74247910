import { describe, expect, it } from '@jest/globals';
import { mosiaConfig } from './mosia.config.js';
import { dataOf, mosiaRefusal } from './mosia.errors.js';

describe('the envelope', () => {
  it('gives the data of a success, an empty list where there is none', () => {
    expect(dataOf({ status: true, data: [1], statusCode: 200 }, 200)).toEqual({ ok: true, value: [1] });
    expect(dataOf({ status: true, data: null }, 200)).toEqual({ ok: true, value: [] });
  });

  it.each([
    [{ status: false, statusCode: 401 }, 'our-credential'],
    [{ status: false, statusCode: 403 }, 'our-credential'],
    [{ status: false, statusCode: 404 }, 'not-found'],
    [{ status: false, statusCode: 429 }, 'rate-limited'],
    [{ status: false, statusCode: 500 }, 'unavailable'],
    [{ status: false, statusCode: 200 }, 'rejected'],
    [{ status: false }, 'rejected'],
    [{ status: true, statusCode: 503, data: [] }, 'unavailable'],
    [{ data: [] }, 'bad-payload'],
    [null, 'bad-payload'],
  ])('%j is %s', (payload, kind) => {
    expect(dataOf(payload, 200)).toMatchObject({ ok: false, kind });
  });

  it('reads 403 as a refusal of our token, and no other status', () => {
    expect(mosiaRefusal(undefined, 403)).toMatchObject({ kind: 'our-credential' });
    expect(mosiaRefusal({ status: false }, 404)).toBeUndefined();
  });
});

describe('mosiaConfig', () => {
  it('may be absent; with an address it needs the token', () => {
    expect(mosiaConfig.parse({})).toEqual({ value: { connection: null } });
    expect(mosiaConfig.parse({ MOSIA_URL: 'https://mosia.test' })).toEqual({
      faults: ['MOSIA_AUTHORIZATION: is required with MOSIA_URL'],
    });
    expect(mosiaConfig.parse({ MOSIA_URL: 'https://mosia.test', MOSIA_AUTHORIZATION: 'token' })).toMatchObject({
      value: { connection: { authorization: 'token', system: { baseUrl: 'https://mosia.test' } } },
    });
  });
});
