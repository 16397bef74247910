import { describe, expect, it } from '@jest/globals';
import { operation } from '../core/operation.js';
import { UpstreamError } from '../core/upstream-error.js';
import { WebserviceClienteAuthenticator } from './webservice-cliente.auth.js';
import { readAppConfiguration, logCustomerIn } from './operations/authentication.js';
import { listServiceOrders } from './operations/service-orders.js';

const MINUTE = 60_000;
const BASIC = 'Basic dXNlcjpwYXNzd29yZA==';

/** An authenticator whose tokens are `token-1`, `token-2` and so on. */
function withCountedTokens(fetch?: (count: number) => Promise<string>) {
  const state = { fetched: 0, now: 1_000_000 };
  const authenticator = new WebserviceClienteAuthenticator(
    { user: 'user', password: 'password' },
    () => {
      state.fetched += 1;
      return fetch?.(state.fetched) ?? Promise.resolve(`token-${state.fetched}`);
    },
    () => state.now,
  );
  return { state, authenticator, token: async () => (await authenticator.headers(listServiceOrders))['Token'] };
}

describe('credentials', () => {
  it('are our user alone, except where a token is asked for', async () => {
    const { authenticator, state } = withCountedTokens();
    expect(await authenticator.headers(readAppConfiguration)).toEqual({ authorization: BASIC });
    expect(await authenticator.headers(logCustomerIn)).toEqual({ authorization: BASIC });
    expect(state.fetched).toBe(0);
    expect(await authenticator.headers(listServiceOrders)).toEqual({ authorization: BASIC, Token: 'token-1' });
  });

  it('take any character of the password', async () => {
    const authenticator = new WebserviceClienteAuthenticator({ user: 'açaí', password: 'ç:é' }, () =>
      Promise.resolve(''),
    );
    const { authorization } = await authenticator.headers(readAppConfiguration);
    expect(Buffer.from(String(authorization).slice('Basic '.length), 'base64').toString()).toBe('açaí:ç:é');
  });

  it('refused are the customer’s only where the customer’s were sent', () => {
    const { authenticator } = withCountedTokens();
    expect(authenticator.refusalKind(logCustomerIn)).toBe('customer-credential');
    expect(authenticator.refusalKind(listServiceOrders)).toBe('our-credential');
    expect(authenticator.refusalKind(readAppConfiguration)).toBe('our-credential');
  });
});

describe('token', () => {
  it('is fetched once for all that wait', async () => {
    const { state, token } = withCountedTokens();
    const tokens = await Promise.all(Array.from({ length: 100 }, token));
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(state.fetched).toBe(1);
  });

  it('is renewed after fifty minutes of our clock, whatever it says itself', async () => {
    const { state, token } = withCountedTokens();
    await token();
    state.now += 50 * MINUTE - 1;
    expect(await token()).toBe('token-1');
    state.now += 1;
    expect(await Promise.all([token(), token()])).toEqual(['token-2', 'token-2']);
  });

  it('that is refused is replaced once, for all that were refused with it', async () => {
    const { state, authenticator } = withCountedTokens();
    const refused = await authenticator.headers(listServiceOrders);
    const renewals = await Promise.all(
      Array.from({ length: 50 }, () => authenticator.renew(listServiceOrders, refused)),
    );
    expect(new Set(renewals)).toEqual(new Set([true]));
    expect(await authenticator.renew(listServiceOrders, refused)).toBe(true);
    expect(state.fetched).toBe(2);
  });

  it('cannot mend a refusal of our user', async () => {
    const { state, authenticator } = withCountedTokens();
    expect(await authenticator.renew(readAppConfiguration, { authorization: BASIC })).toBe(false);
    expect(await authenticator.renew(logCustomerIn, { authorization: BASIC })).toBe(false);
    expect(state.fetched).toBe(0);
  });

  it('that cannot be had fails those who wait, and is asked for anew by the next', async () => {
    const down = new UpstreamError('unavailable', 'webservice-cliente.token.generate');
    const { state, token } = withCountedTokens((count) =>
      count === 1 ? Promise.reject(down) : Promise.resolve(`token-${count}`),
    );
    const outcomes = await Promise.allSettled([token(), token()]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: down },
      { status: 'rejected', reason: down },
    ]);
    expect(state.fetched).toBe(1);
    expect(await token()).toBe('token-2');
  });

  it('is never asked for by an operation of another family', async () => {
    const { state, authenticator } = withCountedTokens();
    await authenticator.headers(operation({ ...readAppConfiguration, auth: 'basic' }));
    expect(state.fetched).toBe(0);
  });
});
