import type { Response } from 'supertest';
import { Secret, TOTP } from 'otpauth';
import type { Caller, TestApplication } from './application.js';

export interface NewAdmin {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** With a token that nothing restricts. */
  readonly caller: Caller;
}

let made = 0;

export const callerOf = (product: TestApplication, answer: Response): Caller => ({
  ...product.channel,
  authorization: `Bearer ${(answer.body as { access_token: string }).access_token}`,
});

/** An administrator who has changed the temporary password and is logged in. */
export async function newAdmin(product: TestApplication, by: Caller, roles: readonly string[]): Promise<NewAdmin> {
  const email = `admin-${(made += 1)}@example.com`;
  const created = await product
    .http()
    .post('/app/v1/admin/admin-users')
    .set(by)
    .send({ email, name: 'Ana Souza', roles })
    .expect(201);
  const { id, temporary_password: temporary } = created.body as { id: string; temporary_password: string };
  const first = await product
    .http()
    .post('/app/v1/admin/auth')
    .set(product.channel)
    .send({ username: email, password: temporary })
    .expect(200);
  const password = `uma senha bem longa ${made}`;
  const changed = await product
    .http()
    .put('/app/v1/admin/me/password')
    .set(callerOf(product, first))
    .send({ current_password: temporary, new_password: password })
    .expect(200);
  return { id, email, password, caller: callerOf(product, changed) };
}

/** What an authenticator app shows now, or so many steps of 30 seconds later. */
export const authenticatorCode = (secret: string, steps = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });

export interface Enrolled {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** With the token that the confirmation answered. */
  readonly caller: Caller;
}

/** Enrols an authenticator, and lets the present code be used once more. */
export async function enrolTotp(product: TestApplication, caller: Caller, password: string): Promise<Enrolled> {
  const begun = await product.http().post('/app/v1/admin/me/totp').set(caller).send({ password }).expect(201);
  const { secret } = begun.body as { secret: string };
  const confirmed = await product
    .http()
    .post('/app/v1/admin/me/totp/confirm')
    .set(caller)
    .send({ code: authenticatorCode(secret) })
    .expect(200);
  await forgetUsedSteps(product);
  const { recovery_codes: recoveryCodes } = confirmed.body as { recovery_codes: string[] };
  return { secret, recoveryCodes, caller: callerOf(product, confirmed) };
}

/** As if half a minute had passed since the last code. */
export const forgetUsedSteps = async (product: TestApplication): Promise<void> => {
  await product.dataSource.query('UPDATE admin_totp SET last_step = 0 WHERE last_step IS NOT NULL');
};
