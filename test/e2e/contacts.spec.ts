import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  type Credentials,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { CodeReceiver } from '../support/code-receiver.js';
import { expectProblem } from '../support/problems.js';

const READ = 'webservice-cliente.customers.read';
const CHANGE = 'webservice-cliente.customer-profile.request-update';
const EMAIL = 'marina.teste@example.com';
const MOBILE = '+5522999990001';
const LANDLINE = '+552225370001';

interface Contact {
  id: string;
  address: string;
  number: string;
  primary: boolean;
  verified: boolean;
  valid: boolean;
  source: string;
  type: string;
}

let gateway: CodeReceiver;
let product: TestApplication;
let first: Caller;
let other: Caller;
beforeAll(async () => {
  gateway = await CodeReceiver.start();
  product = await startTestApplication(gateway.variables);
  first = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
}, 60_000);
afterAll(async () => {
  await product.close();
  await gateway.close();
});
beforeEach(async () => {
  product.erp.faults.clear();
  await product.dataSource.query('TRUNCATE customer_contact, one_time_code_allowance, one_time_code_challenge');
  await product.dataSource.query("DELETE FROM work_item WHERE topic LIKE 'customer-contacts.%'");
  await product.dataSource.query("DELETE FROM owned_resource WHERE kind IN ('email', 'phone')");
});

const emails = (caller = first) => product.http().get('/app/v1/customers/emails').set(caller);
const phones = (caller = first) => product.http().get('/app/v1/customers/phones').set(caller);
const items = async (list: ReturnType<typeof emails>): Promise<Contact[]> =>
  ((await list.expect(200)).body as { items: Contact[] }).items;
const addEmail = (body: object, caller = first) =>
  product.http().post('/app/v1/customers/emails').set(caller).send(body);
const addPhone = (body: object, caller = first) =>
  product.http().post('/app/v1/customers/phones').set(caller).send(body);
const put = (path: string, body: object, caller = first) =>
  product.http().put(`/app/v1/customers/${path}`).set(caller).send(body);
const remove = (path: string, caller = first) => product.http().delete(`/app/v1/customers/${path}`).set(caller);

/** Proves by a code to a registered contact that the customer asks. */
async function stepUp({ document }: Credentials = FIRST_CUSTOMER): Promise<string> {
  await product.dataSource.query('TRUNCATE one_time_code_allowance');
  const asked = await product
    .http()
    .post('/app/v1/customers/auth/token/generate')
    .set(product.channel)
    .send({ document, purpose: 'CONTACT_CHANGE' })
    .expect(202);
  const { challenge_id } = asked.body as { challenge_id: string };
  const { code } = await gateway.codeOf(challenge_id);
  const verified = await product
    .http()
    .post('/app/v1/customers/auth/token/verify')
    .set(product.channel)
    .send({ challenge_id, code })
    .expect(200);
  return (verified.body as { verification_token: string }).verification_token;
}

/** What the provider was asked to change, once nothing more is to be told. */
async function asked(): Promise<unknown[]> {
  for (let waited = 0; waited < 10_000; waited += 25) {
    const open: unknown[] = await product.dataSource.query(
      "SELECT id FROM work_item WHERE topic = 'customer-contacts.mirror' AND state IN ('ready', 'running')",
    );
    if (open.length === 0) break;
    await pause(25);
  }
  return product.erp.journal.calls(CHANGE).map(({ body }) => body);
}

const mirrorOf = async (id: string): Promise<string | undefined> => {
  const rows: { mirror: string }[] = await product.dataSource.query(
    'SELECT mirror FROM customer_contact WHERE id = $1',
    [id],
  );
  return rows[0]?.mirror;
};

describe('the list of contacts', () => {
  it('shows what the provider has, with ids that stay', async () => {
    const [email] = await items(emails());
    expect(email).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      address: EMAIL,
      type: 'PERSONAL',
      primary: true,
      verified: false,
      valid: true,
      source: 'PROVIDER',
    });
    expect(await items(phones())).toEqual([
      expect.objectContaining({ number: MOBILE, type: 'MOBILE', primary: true }),
      expect.objectContaining({ number: LANDLINE, type: 'HOME', primary: false }),
    ]);
    expect((await items(emails()))[0]?.id).toBe(email?.id);
  });

  it('is each customer’s own', async () => {
    expect((await items(emails(other))).map(({ address }) => address)).toEqual(['roberto.teste@example.com']);
  });

  it('holds an address once, whatever its case', async () => {
    await addEmail({ address: 'Outra@Example.com' }).expect(201);
    const customer = product.erp.state.customers.get(81593)!;
    const before = customer.email;
    Reflect.set(customer, 'email', 'OUTRA@example.com');
    try {
      await asked();
      const list = await items(emails());
      expect(list.filter(({ address }) => address.toLowerCase() === 'outra@example.com')).toHaveLength(1);
    } finally {
      Reflect.set(customer, 'email', before);
    }
  });

  it('is the record alone when the provider is away', async () => {
    await emails().expect(200);
    await addEmail({ address: 'aqui@example.com' }).expect(201);
    // A change that the provider was told makes what was read before worthless.
    await addPhone({ number: '22988885555' }).expect(201);
    await asked();
    product.erp.faults.set(READ, { kind: 'status', status: 503 });
    const answer = await emails().expect(200);
    expect(answer.body).toMatchObject({ partial: true });
    expect((answer.body as { items: Contact[] }).items.map(({ address }) => address)).toEqual([
      EMAIL,
      'aqui@example.com',
    ]);
  });

  it('is for logged-in customers', async () => {
    expectProblem(await emails(product.channel), 401, 'UNAUTHENTICATED');
    expectProblem(await phones(product.channel), 401, 'UNAUTHENTICATED');
  });
});

describe('adding', () => {
  it('keeps an e-mail address that is not verified', async () => {
    const answer = await addEmail({ address: ' nova@example.com ', type: 'WORK' }).expect(201);
    expect(answer.body).toMatchObject({
      address: 'nova@example.com',
      type: 'WORK',
      primary: false,
      verified: false,
      source: 'APP',
    });
    // The ERP has one place, which is for the primary.
    product.erp.journal.clear();
    expect(await asked()).toEqual([]);
    expect(await mirrorOf((answer.body as Contact).id)).toBe('KEPT_HERE');
  });

  it('tells the provider a telephone in national digits', async () => {
    product.erp.journal.clear();
    const answer = await addPhone({ number: '(22) 98888-7777' }).expect(201);
    expect(answer.body).toMatchObject({ number: '+5522988887777', type: 'MOBILE', primary: false });
    expect(await asked()).toEqual([{ IDCliente: '81593', Telefone1: '22988887777' }]);
    expect(await mirrorOf((answer.body as Contact).id)).toBe('TOLD');
  });

  it('refuses what is there, a sixth, and what is none', async () => {
    expectProblem(await addEmail({ address: EMAIL.toUpperCase() }), 409, 'DUPLICATE');
    expectProblem(await addPhone({ number: '22 99999-0001' }), 409, 'DUPLICATE');
    for (const place of [2, 3, 4, 5]) await addEmail({ address: `e${place}@example.com` }).expect(201);
    expectProblem(await addEmail({ address: 'e6@example.com' }), 409, 'CONTACT_LIMIT');
    expectProblem(await addEmail({ address: 'nobody' }), 400, 'VALIDATION_ERROR');
    expectProblem(await addEmail({}), 400, 'VALIDATION_ERROR');
    expectProblem(await addPhone({ number: '2299990001' }), 400, 'VALIDATION_ERROR');
    expectProblem(await addPhone({ number: '00 99999-0001' }), 400, 'VALIDATION_ERROR');
  });

  it('adds one of two at once', async () => {
    await emails();
    const answers = await Promise.all([1, 2].map(() => addEmail({ address: 'duas@example.com' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('of a primary asks for a proof, good once', async () => {
    const address = 'principal@example.com';
    expectProblem(await addEmail({ address, primary: true }), 403, 'VERIFICATION_REQUIRED');
    expectProblem(
      await addEmail({ address, primary: true, verification_token: 'x' }),
      422,
      'VERIFICATION_TOKEN_REFUSED',
    );
    const stranger = await stepUp(OTHER_CUSTOMER);
    expectProblem(
      await addEmail({ address, primary: true, verification_token: stranger }),
      422,
      'VERIFICATION_TOKEN_REFUSED',
    );
    const verification_token = await stepUp();
    product.erp.journal.clear();
    await addEmail({ address, primary: true, verification_token }).expect(201);
    expect((await items(emails())).map(({ address: shown, primary }) => [shown, primary])).toEqual([
      [address, true],
      [EMAIL, false],
    ]);
    expect(await asked()).toEqual([{ IDCliente: '81593', Email: address }]);
    expectProblem(
      await addEmail({ address: 'b@example.com', primary: true, verification_token }),
      422,
      'VERIFICATION_TOKEN_REFUSED',
    );
  });

  it('is told the provider once, even when its answer is lost', async () => {
    product.erp.journal.clear();
    product.erp.faults.set(CHANGE, { kind: 'reset-after' });
    const answer = await addPhone({ number: '22988887777' }).expect(201);
    expect(await asked()).toHaveLength(1);
    expect(await mirrorOf((answer.body as Contact).id)).toBe('UNCERTAIN');
  });

  it('is told the provider when it is back', async () => {
    await phones();
    product.erp.journal.clear();
    product.erp.faults.set(READ, { kind: 'status', status: 503, times: 3 });
    const answer = await addPhone({ number: '22988886666' }).expect(201);
    await product.dataSource.query("UPDATE work_item SET run_at = now() WHERE state = 'ready'");
    product.erp.faults.clear();
    for (let tries = 0; tries < 100 && (await mirrorOf((answer.body as Contact).id)) !== 'TOLD'; tries++) {
      await product.dataSource.query("UPDATE work_item SET run_at = now() WHERE state = 'ready'");
      await pause(50);
    }
    expect(await asked()).toHaveLength(1);
  });
});

describe('changing', () => {
  it('an e-mail address resets its verification and tells the old one', async () => {
    const added = (await addEmail({ address: 'velha@example.com' }).expect(201)).body as Contact;
    await product.dataSource.query('UPDATE customer_contact SET verified_at = now() WHERE id = $1', [added.id]);
    const answer = await put(`emails/${added.id}`, { address: 'novissima@example.com' }).expect(200);
    expect(answer.body).toMatchObject({ id: added.id, address: 'novissima@example.com', verified: false });
    const notice = await gateway.codeOf(added.id);
    expect(notice).toMatchObject({ channel: 'EMAIL', to: 'velha@example.com' });
    expect(notice).not.toHaveProperty('code');
  });

  it('the primary’s address asks for a proof, and the provider’s old one does not come back', async () => {
    const [email] = await items(emails());
    const path = `emails/${email?.id}`;
    expectProblem(await put(path, { address: 'troca@example.com' }), 403, 'VERIFICATION_REQUIRED');
    await put(path, { address: 'troca@example.com', verification_token: await stepUp() }).expect(200);
    await asked();
    expect((await items(emails())).map(({ address }) => address)).toEqual(['troca@example.com']);
  });

  it('a number asks for a proof', async () => {
    const landline = (await items(phones()))[1];
    const path = `phones/${landline?.id}`;
    expectProblem(await put(path, { number: '22 2537-0009' }), 403, 'VERIFICATION_REQUIRED');
    product.erp.journal.clear();
    const changed = await put(path, { number: '22 2537-0009', verification_token: await stepUp() }).expect(200);
    expect(changed.body).toMatchObject({ number: '+552225370009', verified: false });
    expect(await asked()).toEqual([{ IDCliente: '81593', TelefoneFixo: '2225370009' }]);
  });

  it('makes one primary and demotes the other', async () => {
    const landline = (await items(phones()))[1];
    const path = `phones/${landline?.id}`;
    expectProblem(await put(path, { primary: true }), 403, 'VERIFICATION_REQUIRED');
    await put(path, { primary: true, verification_token: await stepUp() }).expect(200);
    expect((await items(phones())).map(({ number, primary }) => [number, primary])).toEqual([
      [LANDLINE, true],
      [MOBILE, false],
    ]);
    expectProblem(await put(path, { primary: false }), 409, 'PRIMARY_CONTACT');
  });

  it('of the kind of a contact asks for nothing', async () => {
    const [email] = await items(emails());
    expect((await put(`emails/${email?.id}`, { type: 'WORK' }).expect(200)).body).toMatchObject({ type: 'WORK' });
  });

  it('refuses another’s address, and what is none', async () => {
    const added = (await addEmail({ address: 'um@example.com' }).expect(201)).body as Contact;
    expectProblem(await put(`emails/${added.id}`, { address: EMAIL }), 409, 'DUPLICATE');
    expectProblem(await put(`emails/${added.id}`, { address: 'x' }), 400, 'VALIDATION_ERROR');
    expectProblem(await put('emails/1', { address: 'a@example.com' }), 404, 'NOT_FOUND');
  });
});

describe('removing', () => {
  it('keeps the primary and the last', async () => {
    const [email] = await items(emails());
    expectProblem(await remove(`emails/${email?.id}`), 409, 'LAST_CONTACT');
    const added = (await addEmail({ address: 'some@example.com' }).expect(201)).body as Contact;
    expectProblem(await remove(`emails/${email?.id}`), 409, 'PRIMARY_CONTACT');
    await remove(`emails/${added.id}`).expect(204);
    expectProblem(await remove(`emails/${added.id}`), 404, 'NOT_FOUND');
    expect((await items(emails())).map(({ address }) => address)).toEqual([EMAIL]);
  });

  it('does not read back what the provider cannot remove', async () => {
    const landline = (await items(phones()))[1];
    await remove(`phones/${landline?.id}`).expect(204);
    await asked();
    expect((await items(phones())).map(({ number }) => number)).toEqual([MOBILE]);
  });

  it('keeps the last verified telephone', async () => {
    const added = (await addPhone({ number: '22988887777' }).expect(201)).body as Contact;
    await product.dataSource.query('UPDATE customer_contact SET verified_at = now() WHERE id = $1', [added.id]);
    expectProblem(await remove(`phones/${added.id}`), 409, 'LAST_CONTACT');
  });
});

describe('verifying', () => {
  const send = (path: string, body: object = {}) =>
    product.http().post(`/app/v1/customers/${path}/verification`).set(first).send(body);
  const confirm = (path: string, body: object, caller = first) => put(`${path}/verification`, body, caller);

  it.each(['emails', 'phones'] as const)('by a code: %s', async (kind) => {
    const added = (
      kind === 'emails' ? await addEmail({ address: 'prova@example.com' }) : await addPhone({ number: '22988887777' })
    ).body as Contact;
    const path = `${kind}/${added.id}`;
    const challenge = (await send(path).expect(202)).body as { challenge_id: string };
    const { code, to, channel } = await gateway.codeOf(challenge.challenge_id);
    expect([to, channel]).toEqual(kind === 'emails' ? ['prova@example.com', 'EMAIL'] : ['+5522988887777', 'SMS']);
    const wrong = code === '000000' ? '000001' : '000000';
    expectProblem(await confirm(path, { ...challenge, code: wrong }), 422, 'CODE_INVALID');
    const { challenge_id } = challenge;
    expect((await confirm(path, { challenge_id, code }).expect(200)).body).toMatchObject({ verified: true });
    expectProblem(await confirm(path, { challenge_id, code }), 410, 'CODE_EXPIRED');
  });

  it('proves nothing of another contact', async () => {
    const one = (await addEmail({ address: 'um@example.com' })).body as Contact;
    const two = (await addEmail({ address: 'dois@example.com' })).body as Contact;
    const { challenge_id } = (await send(`emails/${one.id}`).expect(202)).body as { challenge_id: string };
    const { code } = await gateway.codeOf(challenge_id);
    expectProblem(await confirm(`emails/${two.id}`, { challenge_id, code }), 422, 'VERIFICATION_TOKEN_REFUSED');
  });

  it('needs a telephone that gets codes', async () => {
    const landline = (await items(phones()))[1];
    expectProblem(await send(`phones/${landline?.id}`), 422, 'REFUSED');
    expectProblem(await send(`phones/${landline?.id}`, { channel: 'FAX' }), 400, 'VALIDATION_ERROR');
    expectProblem(await confirm(`phones/${landline?.id}`, { challenge_id: 'x', code: '1' }), 400, 'VALIDATION_ERROR');
  });
});

describe('another customer’s contact', () => {
  it('is not found, and the provider is not asked', async () => {
    const [email] = await items(emails());
    const [phone] = await items(phones());
    product.erp.journal.clear();
    expectProblem(await put(`emails/${email?.id}`, { type: 'WORK' }, other), 404, 'NOT_FOUND');
    expectProblem(await remove(`emails/${email?.id}`, other), 404, 'NOT_FOUND');
    expectProblem(await put(`phones/${phone?.id}`, { type: 'WORK' }, other), 404, 'NOT_FOUND');
    expectProblem(await remove(`phones/${phone?.id}`, other), 404, 'NOT_FOUND');
    // Nor under the other kind.
    expectProblem(await put(`phones/${email?.id}`, { type: 'WORK' }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('dirt of the provider', () => {
  it('is shown, and said to be none', async () => {
    const customer = product.erp.state.customers.get(366890)!;
    const before = { mobile: customer.mobile, email: customer.email };
    Object.assign(customer, { mobile: '9999-0002', email: 'nao tem' });
    try {
      // As a write would: what was read before is forgotten.
      await addPhone({ number: '31 98888-7777' }, other).expect(201);
      await asked();
      expect(await items(phones(other))).toContainEqual(expect.objectContaining({ number: '9999-0002', valid: false }));
      expect(await items(emails(other))).toContainEqual(expect.objectContaining({ address: 'nao tem', valid: false }));
    } finally {
      Object.assign(customer, before);
    }
  });
});
