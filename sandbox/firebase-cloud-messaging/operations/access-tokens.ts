import { createVerify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { oauthError } from '../answers.js';
import type { FirebaseState } from '../state.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const LONGEST_LIFE_SECONDS = 3_600;

/** The service account that the simulated Google knows. */
export interface KnownAccount {
  readonly clientEmail: string;
  readonly publicKey: KeyObject;
}

const form = z.object({ grant_type: z.string().optional(), assertion: z.string().optional() });
const header = z.object({ alg: z.literal('RS256') });
const claims = z.object({ iss: z.string(), scope: z.string(), aud: z.string(), iat: z.number(), exp: z.number() });

/** @param tokenUrl what an assertion must be addressed to; known once the simulator listens */
export const accessTokenHandlers = (account: KnownAccount, tokenUrl: () => string): Handlers<FirebaseState> => ({
  'google-access.access-tokens.exchange': ({ body, state, clock }): Answer => {
    const asked = form.safeParse(body ?? {});
    if (!asked.success || asked.data.grant_type !== GRANT) {
      return oauthError('unsupported_grant_type', 'Invalid grant_type');
    }
    const refusal = refusalOf(asked.data.assertion ?? '', account, tokenUrl(), clock() / 1_000);
    return refusal ?? { body: state.accessTokens.issue() };
  },
});

function refusalOf(assertion: string, account: KnownAccount, tokenUrl: string, now: number): Answer | undefined {
  const [first = '', second = '', signature = ''] = assertion.split('.');
  const said = claims.safeParse(jsonOf(second));
  if (!header.safeParse(jsonOf(first)).success || !said.success) {
    return oauthError('invalid_grant', 'Invalid JWT: Failed to parse the assertion.');
  }
  const { iss, scope, aud, iat, exp } = said.data;
  if (iss !== account.clientEmail) return oauthError('invalid_grant', 'Invalid grant: account not found');
  const verified = createVerify('RSA-SHA256')
    .update(`${first}.${second}`)
    .verify(account.publicKey, Buffer.from(signature, 'base64url'));
  if (!verified) return oauthError('invalid_grant', 'Invalid JWT Signature.');
  if (aud !== tokenUrl) return oauthError('invalid_grant', 'Invalid JWT: audience is not the token endpoint.');
  if (exp <= now || iat > now + 60 || exp - iat > LONGEST_LIFE_SECONDS) {
    return oauthError(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
    );
  }
  return scope.split(' ').includes(SCOPE) ? undefined : oauthError('invalid_scope', 'Invalid OAuth scope.');
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
