import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { FirebaseAuthenticator, serviceAccountAssertion } from './firebase-cloud-messaging.auth.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const account = { projectId: 'project-1', clientEmail: 'backend@project-1.iam.gserviceaccount.com', privateKey };

it('an assertion says who we are, for an hour, to the token endpoint alone', () => {
  const now = Date.now();
  const assertion = serviceAccountAssertion(account, 'https://oauth2.example/token', now);
  const issued = Math.floor(now / 1_000);
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  expect(
    jsonwebtoken.verify(assertion, pem, { algorithms: ['RS256'], audience: 'https://oauth2.example/token' }),
  ).toEqual({
    iss: account.clientEmail,
    scope: 'https://www.googleapis.com/auth/firebase.messaging',
    aud: 'https://oauth2.example/token',
    iat: issued,
    exp: issued + 3_600,
  });
});

describe('the access token', () => {
  /** Counts how often a token is fetched; each is another one. */
  const counted = (lifeSeconds = 3_600) => {
    const clock = { now: 0, fetched: 0 };
    const authenticator = new FirebaseAuthenticator(
      async () => {
        clock.fetched += 1;
        return { value: `t${clock.fetched}`, lifeSeconds };
      },
      () => clock.now,
    );
    return { clock, authenticator };
  };

  it('is fetched once for all that wait for it, and kept', async () => {
    const { clock, authenticator } = counted();
    const all = await Promise.all([authenticator.headers(), authenticator.headers(), authenticator.headers()]);
    expect(all).toEqual(Array.from({ length: 3 }, () => ({ authorization: 'Bearer t1' })));
    await authenticator.headers();
    expect(clock.fetched).toBe(1);
  });

  it.each([
    [3_600, 3_300_000],
    [400, 200_000],
  ])('of %i s is renewed before it ends', async (life, renewedAt) => {
    const { clock, authenticator } = counted(life);
    await authenticator.headers();
    clock.now = renewedAt - 1;
    expect(await authenticator.headers()).toEqual({ authorization: 'Bearer t1' });
    clock.now = renewedAt;
    expect(await authenticator.headers()).toEqual({ authorization: 'Bearer t2' });
  });

  it('that is refused is replaced once, however many were refused with it', async () => {
    const { clock, authenticator } = counted();
    const refused = await authenticator.headers();
    expect(
      await Promise.all([authenticator.renew(undefined, refused), authenticator.renew(undefined, refused)]),
    ).toEqual([true, true]);
    expect(await authenticator.renew(undefined, refused)).toBe(true);
    expect(clock.fetched).toBe(2);
  });

  it('that cannot be had is asked for again by the next', async () => {
    let fails = true;
    const authenticator = new FirebaseAuthenticator(async () => {
      if (fails) throw new Error('refused');
      return { value: 't', lifeSeconds: 3_600 };
    });
    await expect(authenticator.headers()).rejects.toThrow('refused');
    fails = false;
    expect(await authenticator.headers()).toEqual({ authorization: 'Bearer t' });
  });
});
