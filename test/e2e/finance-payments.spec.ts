import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { buildStaticPix, parsePixPayload } from '../../src/common/brazil/pix.js';
import { paymentSignature } from '../../src/modules/finance/payment-signature.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

const PAY = 'webservice-cliente.bill-payments.pay';
const BILLS = 'webservice-cliente.customer-bills.list-all';
const KEY = 'gateway-key';
const SECRET = 'a-webhook-secret-of-more-than-32-characters';
const OLDEST = '8769101';
const LATEST = '8769102';
const PAID = '8769001';

interface ChargeCall {
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: { reference: string; amount_cents: number; method: string; expires_at: string };
}

/** A gateway of the interface that the product asks for: one charge of a reference, however often it is asked for. */
class GatewayStandIn {
  readonly calls: ChargeCall[] = [];
  private readonly charges = new Map<string, object>();
  /** Plays once: answers late, with a status, or with another amount. */
  trouble: 'drop' | 'error' | 'amount' | undefined;
  private server: Server | undefined;
  url = '';

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChargeCall['body'];
        const { authorization, 'idempotency-key': idempotencyKey } = request.headers;
        this.calls.push({ authorization, idempotencyKey: String(idempotencyKey), body });
        const { trouble } = this;
        this.trouble = undefined;
        const charge = this.charges.get(body.reference) ?? this.newCharge(body);
        this.charges.set(body.reference, charge);
        if (trouble === 'drop') {
          request.socket.destroy();
          return;
        }
        response.writeHead(trouble === 'error' ? 500 : 201, { 'content-type': 'application/json' });
        response.end(JSON.stringify(trouble === 'amount' ? { ...charge, amount_cents: 1 } : charge));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private newCharge({ amount_cents: amount, method, expires_at: expiresAt }: ChargeCall['body']): object {
    const id = `ch_${this.charges.size + 1}`;
    return {
      id,
      url: `https://pay.example.com/${id}`,
      ...(method === 'PIX'
        ? {
            pix_copy_paste: buildStaticPix({
              key: '11144477735',
              name: 'P',
              city: 'C',
              amountCents: amount,
              txid: 'T1',
            }),
          }
        : {}),
      amount_cents: amount,
      expires_at: expiresAt,
    };
  }
}

interface Link {
  id: string;
  url: string | null;
  pix_copy_paste: string | null;
  amount_cents: number;
  expires_at: string;
}

const gateway = new GatewayStandIn();
let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  await gateway.start();
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '400',
    UNCERTAIN_ACT_SETTLE_SECONDS: '1',
    PAYMENT_GATEWAY_URL: gateway.url,
    PAYMENT_GATEWAY_KEY: KEY,
    PAYMENT_WEBHOOK_SECRET: SECRET,
    WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID: '31',
  });
  me = await product.loginCustomer(OTHER_CUSTOMER);
  other = await product.loginCustomer();
  // The ids that a customer was shown are the customer's.
  await product.http().get('/app/v1/interface/invoices').set(me).expect(200);
});
afterAll(async () => {
  await product.close();
  await gateway.close();
});
beforeEach(async () => {
  for (const id of [OLDEST, LATEST]) product.erp.state.bills.get(Number(id))!.paidOn = null;
  product.erp.state.finance.payments.length = 0;
  product.erp.faults.clear();
  product.erp.journal.clear();
  gateway.calls.length = 0;
  gateway.trouble = undefined;
  await product.dataSource.query('DELETE FROM payment_link');
  await product.dataSource.query('DELETE FROM billing_dispute');
});

const ask = (caller: Caller, invoiceIds: unknown = [OLDEST], method: unknown = 'PIX') =>
  product.http().post('/app/v1/finances/payment-links').set(caller).send({ invoice_ids: invoiceIds, method });
const linkOf = async (invoiceIds = [OLDEST], method = 'PIX'): Promise<Link> =>
  (await ask(me, invoiceIds, method).expect(201)).body as Link;
/** As if the customer had contested a part of the oldest invoice, of R$ 109,90. */
const contest = (amountCents: number) =>
  product.dataSource.query(
    `INSERT INTO billing_dispute (customer_id, invoice_id, contract_id, invoice_amount_cents, amount_cents, reason,
                                  description, items, answer_due_at, state, protocol)
     SELECT id, $1, '311622', 10990, $2, 'OTHER', 'x', '{}', now(), 'open', '1' FROM customer_account WHERE document = $3`,
    [OLDEST, amountCents, OTHER_CUSTOMER.document],
  );
const paidOn = (billId: string) => product.erp.state.bills.get(Number(billId))?.paidOn;
const payCalls = () => product.erp.journal.calls(PAY);

describe('payment link', () => {
  it('is a charge of the gateway for what the invoice costs today', async () => {
    const link = await linkOf();
    expect(link.url).toBe('https://pay.example.com/ch_1');
    expect(link.amount_cents).toBeGreaterThan(10_990);
    expect(parsePixPayload(link.pix_copy_paste!)).toMatchObject({ amountCents: link.amount_cents });
    expect(gateway.calls).toEqual([
      {
        authorization: `Bearer ${KEY}`,
        idempotencyKey: link.id,
        body: expect.objectContaining({ reference: link.id, amount_cents: link.amount_cents, method: 'PIX' }),
      },
    ]);
    expect(payCalls()).toEqual([]);
  });

  it('of the same set is the same while it lives, in any order', async () => {
    const first = await linkOf([OLDEST, LATEST], 'CARD');
    expect(await linkOf([LATEST, OLDEST], 'CARD')).toEqual(first);
    expect(gateway.calls).toHaveLength(1);
    expect((await linkOf([OLDEST, LATEST], 'BOLETO')).id).not.toBe(first.id);
    await product.dataSource.query(`UPDATE payment_link SET expires_at = now() WHERE id = $1`, [first.id]);
    expect((await linkOf([OLDEST, LATEST], 'CARD')).id).not.toBe(first.id);
  });

  it('is one charge for taps at once', async () => {
    const answers = await Promise.all([ask(me), ask(me), ask(me)]);
    const links = answers.map(({ status, body }) => ({ status, id: (body as Link).id }));
    expect(new Set(links.map(({ id }) => id)).size).toBe(1);
    expect(links.every(({ status }) => status === 201)).toBe(true);
    expect(new Set(gateway.calls.map(({ body }) => body.reference)).size).toBe(1);
  });

  it('survives a lost answer of the gateway with one charge', async () => {
    gateway.trouble = 'drop';
    await linkOf([OLDEST], 'CARD');
    expect(new Set(gateway.calls.map(({ idempotencyKey: key }) => key)).size).toBe(1);
  });

  it('is a problem when the gateway answers another amount, and can be asked for again', async () => {
    gateway.trouble = 'amount';
    expectProblem(await ask(me), 502, 'UPSTREAM_BAD_RESPONSE');
    await linkOf();
  });

  it('is refused for a paid invoice', async () => {
    expectProblem(await ask(me, [PAID]), 409, 'INVOICE_ALREADY_PAID');
    expectProblem(await ask(me, [OLDEST, PAID]), 409, 'INVOICE_ALREADY_PAID');
    expect(gateway.calls).toEqual([]);
  });

  it('of an invoice that is contested in part is for the rest', async () => {
    const { amount_cents: whole } = await linkOf();
    await contest(4_990);
    const rest = await linkOf();
    expect(rest.amount_cents).toBeLessThan(whole - 4_990 + 1);
    expect(rest.amount_cents).toBeGreaterThanOrEqual(6_000);
    await product.dataSource.query('DELETE FROM billing_dispute');
    await contest(10_990);
    expectProblem(await ask(me), 409, 'DISPUTE_ALREADY_OPEN');
  });

  it('of a foreign invoice is not found, and nobody is asked', async () => {
    expectProblem(await ask(other), 404, 'NOT_FOUND');
    expectProblem(await ask(me, [OLDEST, '8768701']), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
    expect(gateway.calls).toEqual([]);
  });

  it.each([
    ['no invoice', [], 'PIX'],
    ['an odd id', ['abc'], 'PIX'],
    ['a list that is none', OLDEST, 'PIX'],
    ['the same invoice twice', [OLDEST, OLDEST], 'PIX'],
    ['an unknown method', [OLDEST], 'CASH'],
    ['no method', [OLDEST], undefined],
  ])('refuses %s', async (_, ids, method) => {
    const body = { invoice_ids: ids, ...(method === undefined ? {} : { method }) };
    expectProblem(
      await product.http().post('/app/v1/finances/payment-links').set(me).send(body),
      400,
      'VALIDATION_ERROR',
    );
  });

  it('is a problem while the bills cannot be read', async () => {
    product.erp.faults.set(BILLS, { kind: 'status', status: 500 });
    expectProblem(await ask(me), 503, 'UPSTREAM_UNAVAILABLE');
  });

  it('is a static Pix without a gateway, and unsupported without either', async () => {
    const query = async (environment: Record<string, string>, method: string) => {
      const fresh = await startTestApplication(environment);
      try {
        const caller = await fresh.loginCustomer(OTHER_CUSTOMER);
        await fresh.http().get('/app/v1/interface/invoices').set(caller).expect(200);
        const answer = await fresh
          .http()
          .post('/app/v1/finances/payment-links')
          .set(caller)
          .send({ invoice_ids: [OLDEST], method });
        return answer;
      } finally {
        await fresh.close();
      }
    };
    const pix = { PIX_STATIC_KEY: '11144477735', PIX_STATIC_NAME: 'PROVEDOR', PIX_STATIC_CITY: 'CARMO' };
    const made = await query(pix, 'PIX');
    expect(made.status).toBe(201);
    const link = made.body as Link;
    expect(link.url).toBeNull();
    expect(parsePixPayload(link.pix_copy_paste!)).toMatchObject({ amountCents: link.amount_cents });
    expectProblem(await query(pix, 'CARD'), 501, 'UNSUPPORTED');
    expectProblem(await query({}, 'PIX'), 501, 'UNSUPPORTED');
  });
});

const eventOf = (link: Link, over: object = {}) => ({
  id: `evt_${randomUUID()}`,
  type: 'charge.paid',
  data: { reference: link.id, paid_cents: link.amount_cents, paid_at: new Date().toISOString(), ...over },
});
const deliver = (event: unknown, headers: Record<string, string> = {}) => {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return product
    .http()
    .post('/app/v1/webhooks/payments')
    .set({
      'content-type': 'application/json',
      'x-payment-timestamp': timestamp,
      'x-payment-signature': paymentSignature(SECRET, timestamp, Buffer.from(body)),
      ...headers,
    })
    .send(body);
};
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let wait = 0; wait < 150; wait += 1) {
    if (await condition()) return;
    await delay(100);
  }
  throw new Error('it did not come true');
}
const linkState = async ({ id }: Link): Promise<string | undefined> =>
  (await product.dataSource.query<{ state: string }[]>('SELECT state FROM payment_link WHERE id = $1', [id]))[0]?.state;

describe('payment webhook', () => {
  it('enters the payment of every invoice of the link into the books, once', async () => {
    const link = await linkOf([OLDEST, LATEST]);
    const event = eventOf(link);
    expect((await deliver(event).expect(202)).body).toEqual({ status: 'accepted' });
    expect((await deliver(event).expect(202)).body).toEqual({ status: 'duplicate' });
    await until(async () => (await linkState(link)) === 'paid');
    expect([paidOn(OLDEST), paidOn(LATEST)]).toEqual([todayInSaoPaulo(), todayInSaoPaulo()]);
    expect(payCalls()).toHaveLength(2);
    // Another event of the same payment changes nothing.
    await deliver(eventOf(link)).expect(202);
    await until(async () => {
      const rows = await product.dataSource.query<object[]>(
        `SELECT FROM work_item WHERE topic = 'payment-settlement' AND state <> 'done'`,
      );
      return rows.length === 0;
    });
    expect(payCalls()).toHaveLength(2);
    expectProblem(await ask(me, [OLDEST]), 409, 'INVOICE_ALREADY_PAID');
  });

  it.each([['reset-after' as const], ['slow-after' as const]])(
    'finds a payment out by reading the bill when the answer is lost (%s)',
    async (kind) => {
      const link = await linkOf();
      product.erp.faults.set(PAY, kind === 'reset-after' ? { kind } : { kind, ms: 1_200 });
      await deliver(eventOf(link)).expect(202);
      await until(async () => (await linkState(link)) === 'paid');
      expect(paidOn(OLDEST)).toBe(todayInSaoPaulo());
      expect(payCalls()).toHaveLength(1);
    },
  );

  it('sends a payment again only when the bill shows that it was not entered', async () => {
    const link = await linkOf();
    product.erp.faults.set(PAY, { kind: 'reset', times: 1 });
    await deliver(eventOf(link)).expect(202);
    await until(async () => (await linkState(link)) === 'paid');
    expect(payCalls()).toHaveLength(2);
    const calls = product.erp.journal.calls();
    const [first, second] = calls.flatMap(({ operationId }, index) => (operationId === PAY ? [index] : []));
    expect(calls.slice(first, second).map(({ operationId }) => operationId)).toContain(BILLS);
    expect(paidOn(OLDEST)).toBe(todayInSaoPaulo());
  });

  it('enters the payment of the rest of a contested invoice as a part', async () => {
    await contest(4_990);
    const link = await linkOf();
    await deliver(eventOf(link)).expect(202);
    await until(async () => (await linkState(link)) === 'paid');
    expect(product.erp.state.finance.payments.at(-1)).toMatchObject({
      billId: Number(OLDEST),
      paid: link.amount_cents / 100,
      partial: true,
    });
  });

  it('never sends a part twice whose answer was lost: nothing shows whether it was entered', async () => {
    await contest(4_990);
    const link = await linkOf();
    product.erp.faults.set(PAY, { kind: 'reset' });
    await deliver(eventOf(link)).expect(202);
    await until(async () => {
      const rows = await product.dataSource.query<{ attempts: number }[]>(
        `SELECT attempts FROM work_item WHERE topic = 'payment-settlement' AND state <> 'done' AND attempts > 1`,
      );
      return rows.length > 0;
    });
    expect(payCalls()).toHaveLength(1);
    expect(await linkState(link)).toBe('live');
    await product.dataSource.query(`DELETE FROM work_item WHERE topic = 'payment-settlement'`);
  });

  it('takes a bill that was paid otherwise for settled', async () => {
    const link = await linkOf();
    product.erp.state.payBill(Number(OLDEST), todayInSaoPaulo());
    await deliver(eventOf(link)).expect(202);
    await until(async () => (await linkState(link)) === 'paid');
  });

  it('leaves another amount, and an unknown charge, to an operator', async () => {
    const link = await linkOf();
    await deliver(eventOf(link, { paid_cents: link.amount_cents - 1 })).expect(202);
    await deliver(eventOf({ ...link, id: randomUUID() })).expect(202);
    const dead = () =>
      product.dataSource.query<{ last_error: string }[]>(
        `SELECT last_error FROM work_item WHERE topic = 'payment-settlement' AND state = 'dead' ORDER BY last_error`,
      );
    await until(async () => (await dead()).length === 2);
    expect((await dead()).map(({ last_error: error }) => error)).toEqual(['amount-differs', 'unknown-charge']);
    expect(payCalls()).toEqual([]);
    expect(await linkState(link)).toBe('live');
  });

  it('ignores other events', async () => {
    expect((await deliver({ id: 'evt_x', type: 'charge.created', data: {} }).expect(202)).body).toEqual({
      status: 'ignored',
    });
  });

  it('refuses what the gateway did not sign, and what is too old', async () => {
    const link = await linkOf();
    const event = eventOf(link);
    expectProblem(await deliver(event, { 'x-payment-signature': `sha256=${'0'.repeat(64)}` }), 401, 'UNAUTHENTICATED');
    expectProblem(await deliver(event, { 'x-payment-signature': '' }), 401, 'UNAUTHENTICATED');
    const old = String(Math.floor(Date.now() / 1_000) - 301);
    const signature = paymentSignature(SECRET, old, Buffer.from(JSON.stringify(event)));
    expectProblem(
      await deliver(event, { 'x-payment-timestamp': old, 'x-payment-signature': signature }),
      401,
      'UNAUTHENTICATED',
    );
    // The app's own credentials are none here.
    const plain = await product.http().post('/app/v1/webhooks/payments').set(me).send(event);
    expectProblem(plain, 401, 'UNAUTHENTICATED');
    await delay(300);
    expect(payCalls()).toEqual([]);
    expect(await linkState(link)).toBe('live');
  });

  it.each([
    ['no event', '[]'],
    ['no id', { type: 'charge.paid', data: {} }],
    ['a payment without a reference', { id: 'evt_y', type: 'charge.paid', data: { paid_cents: 1 } }],
    ['no JSON', '{"id":'],
  ])('refuses %s', async (_, event) => {
    expectProblem(await deliver(event), 400, 'VALIDATION_ERROR');
  });

  it('takes nothing without a secret', async () => {
    const fresh = await startTestApplication();
    try {
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const answer = await fresh
        .http()
        .post('/app/v1/webhooks/payments')
        .set({
          'x-payment-timestamp': timestamp,
          'x-payment-signature': paymentSignature('', timestamp, Buffer.from('{}')),
        })
        .send({});
      expectProblem(answer, 401, 'UNAUTHENTICATED');
    } finally {
      await fresh.close();
    }
  });
});
