import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parsePixPayload } from '../../src/common/brazil/pix.js';
import { todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { paymentSignature } from '../../src/modules/finance/payment-signature.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { forgetCredentials } from '../support/credentials.js';
import { PaymentGatewayStandIn } from '../support/payment-gateway.js';
import { expectProblem } from '../support/problems.js';
import { actionOf, follow, type ScreenAction, sectionOf, statesOf } from '../support/screens.js';
import { until } from '../support/until.js';

const BILLS = 'webservice-cliente.customer-bills.list-all';
const LINE = 'webservice-cliente.customer-bills.read-digitable-line';
const DEBIT = 'webservice-cliente.customer-records.list-debit-data';
const FORMS = 'webservice-cliente.finance-registers.list-charging-forms';
const FORMS_OF_CITY = 'webservice-cliente.finance-registers.list-charging-forms-of-city';
const DIGITAL = 'webservice-cliente.digital-bill.check';
const SECRET = 'a-webhook-secret-of-more-than-32-characters';

const OPEN = '8769101';
const PAID = '8769001';
const FOREIGN = '8768701';

interface Option {
  method: string;
  payload: { code: string; barcode: string | null; expires_at: string | null; amount_cents: number } | null;
  actions: ScreenAction[];
}

const gateway = new PaymentGatewayStandIn();
let product: TestApplication;
let me: Caller;
beforeAll(async () => {
  await gateway.start();
  product = await startTestApplication({
    WEBSERVICE_CLIENTE_TIMEOUT_MS: '1000',
    UNCERTAIN_ACT_SETTLE_SECONDS: '1',
    PAYMENT_GATEWAY_URL: gateway.url,
    PAYMENT_GATEWAY_KEY: 'gateway-key',
    PAYMENT_WEBHOOK_SECRET: SECRET,
    WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID: '31',
    PIX_AUTOMATICO_URL: 'https://pay.example.com/pix-automatico',
    LINK_HOSTS: 'pay.example.com',
    SECTION_BUDGET_MS: '1500',
  });
  me = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(async () => {
  await product.close();
  await gateway.close();
});
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
});

const flow = (caller: Caller, query: string) =>
  product.http().get(`/app/v1/interface/payment-flow${query}`).set(caller);
const status = (caller: Caller, billId: string) =>
  product.http().get(`/app/v1/customers/invoices/${billId}/payment-status`).set(caller);
const methods = (caller: Caller, query = '') =>
  product.http().get(`/app/v1/interface/payment-methods${query}`).set(caller);
const optionsOf = (answer: { readonly body: unknown }): Option[] =>
  sectionOf<{ methods: Option[] }>(answer, 'payment-options').data!.methods;

describe('payment flow', () => {
  // First, while nothing was read that could stand in.
  it('is a problem while the bills cannot be read', async () => {
    await product.dataSource.query(
      `INSERT INTO owned_resource (customer_id, kind, resource_id)
       SELECT id, 'customer-bill', $1 FROM customer_account WHERE document = $2`,
      [OPEN, OTHER_CUSTOMER.document],
    );
    product.erp.faults.set(BILLS, { kind: 'status', status: 500 });
    expectProblem(await flow(me, `?invoiceId=${OPEN}`), 503, 'UPSTREAM_UNAVAILABLE');
    expectProblem(await status(me, OPEN), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.set(BILLS, { kind: 'garbage' });
    expectProblem(await flow(me, `?invoiceId=${OPEN}`), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it('shows a bill whose line cannot be had, without it', async () => {
    product.erp.faults.set(LINE, { kind: 'html' });
    const boleto = optionsOf(await flow(me, `?invoiceId=${OPEN}`).expect(200)).find(
      ({ method }) => method === 'BOLETO',
    );
    expect(boleto?.payload).toBeNull();
    expect(boleto?.actions.map(({ id }) => id)).toEqual(['PDF']);
  });

  it('has Pix first, and makes no charge by being read', async () => {
    const answer = await flow(me, `?invoiceId=${OPEN}`).expect(200);
    const options = optionsOf(answer);
    expect(options.map(({ method }) => method)).toEqual(['PIX', 'BOLETO', 'CARD']);
    expect(options[1]?.payload).toMatchObject({ code: expect.stringMatching(/^\d{47}$/), amount_cents: 10_990 });
    expect(options[1]?.payload?.barcode).toMatch(/^\d{44}$/);
    expect(options[0]?.payload).toBeNull();
    expect(gateway.charges).toBe(0);
    expect(sectionOf(answer, 'payment-status')).toMatchObject({
      data: {
        state: 'OPEN',
        paid_on: null,
        poll_path: `/app/v1/customers/invoices/${OPEN}/payment-status`,
        poll_after_s: 5,
      },
    });
  });

  it('has the code inline with its end once the customer asked for it', async () => {
    const [pix] = optionsOf(await flow(me, `?invoiceId=${OPEN}`).expect(200));
    const made = await follow(product, me, actionOf(pix!.actions, 'PAY_PIX'));
    expect(made.status).toBe(201);
    const again = optionsOf(await flow(me, `?invoiceId=${OPEN}`).expect(200))[0]!;
    expect(again.payload).toMatchObject({
      code: (made.body as { pix_copy_paste: string }).pix_copy_paste,
      expires_at: (made.body as { expires_at: string }).expires_at,
    });
    expect(parsePixPayload(again.payload!.code)).toMatchObject({ amountCents: again.payload!.amount_cents });
    expect(again.actions.map(({ id }) => id)).toEqual(['COPY_PIX']);
    // A code that nobody could pay in time is not shown.
    await product.dataSource.query(`UPDATE payment_link SET expires_at = now() + interval '1 minute'`);
    expect(optionsOf(await flow(me, `?invoiceId=${OPEN}`).expect(200))[0]?.payload).toBeNull();
  });

  it('leads a card to the gateway', async () => {
    const card = optionsOf(await flow(me, `?invoiceId=${OPEN}`).expect(200))[2]!;
    const made = await follow(product, me, actionOf(card.actions, 'PAY_CARD'));
    expect(made.body).toMatchObject({ url: expect.stringMatching(/^https:\/\/pay\.example\.com\//) });
  });

  it('tells by its poll path when the payment came', async () => {
    const { data } = sectionOf(await flow(me, `?invoiceId=${OPEN}`).expect(200), 'payment-status');
    const poll = String(data!['poll_path']);
    expect((await product.http().get(poll).set(me).expect(200)).body).toEqual({
      invoice_id: OPEN,
      state: 'OPEN',
      paid_on: null,
      poll_after_s: 5,
    });
    const link = (
      await product
        .http()
        .post('/app/v1/finances/payment-links')
        .set(me)
        .send({ invoice_ids: [OPEN], method: 'PIX' })
        .expect(201)
    ).body as { id: string; amount_cents: number };
    await pay(link);
    await until(async () => (await status(me, OPEN)).body.state === 'PAID');
    await until(async () => (await status(me, OPEN)).body.paid_on === todayInSaoPaulo());
    const answer = await flow(me, `?invoiceId=${OPEN}`).expect(200);
    expect(sectionOf(answer, 'payment-status')).toMatchObject({
      data: { state: 'PAID', paid_on: todayInSaoPaulo(), poll_after_s: null },
      actions: [],
    });
    expect(sectionOf(answer, 'payment-options')).toMatchObject({ state: 'empty', data: { methods: [] } });
  });

  it('knows of a payment that is on its way into the books', async () => {
    const other = '8769102';
    await product.dataSource.query(
      `WITH link AS (
         INSERT INTO payment_link (customer_id, method, bill_ids, bills, amount_cents, state, expires_at)
         SELECT id, 'PIX', ARRAY[$1], '[]', 1, 'paid', now() FROM customer_account WHERE document = $2 RETURNING id
       )
       INSERT INTO payment_settlement (payment_link_id, bill_id) SELECT id, $1 FROM link`,
      [other, OTHER_CUSTOMER.document],
    );
    expect((await status(me, other).expect(200)).body).toMatchObject({ state: 'CONFIRMING', poll_after_s: 5 });
    expect(statesOf(await flow(me, `?invoiceId=${other}`).expect(200))).toEqual({
      'payment-status': 'ok',
      'payment-options': 'empty',
    });
  });

  it('of a bill that was paid long ago is over', async () => {
    expect((await status(me, PAID).expect(200)).body).toMatchObject({ state: 'PAID', poll_after_s: null });
    expect(sectionOf(await flow(me, `?invoiceId=${PAID}`).expect(200), 'payment-status')).toMatchObject({
      data: { state: 'PAID' },
    });
  });

  it('of a foreign bill is not found, of none a mistake, and the ERP is not asked', async () => {
    expectProblem(await flow(me, `?invoiceId=${FOREIGN}`), 404, 'NOT_FOUND');
    expectProblem(await status(me, FOREIGN), 404, 'NOT_FOUND');
    expectProblem(await status(me, 'abc'), 404, 'NOT_FOUND');
    for (const query of ['', '?invoiceId=', '?invoiceId=abc', `?invoiceId=${OPEN}&invoiceId=${FOREIGN}`]) {
      expectProblem(await flow(me, query), 400, 'VALIDATION_ERROR');
    }
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is open to retired versions of the app', async () => {
    const retired = { ...me, 'x-app-platform': 'android', 'x-app-version': '2.9.9' };
    const answer = await flow(retired, `?invoiceId=8769102`).expect(200);
    expect(sectionOf(answer, 'payment-status').type).toBe('TEXT');
    await status(retired, PAID).expect(200);
  });
});

/** As the gateway tells of a payment. */
async function pay(link: { readonly id: string; readonly amount_cents: number }): Promise<void> {
  const body = JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: 'charge.paid',
    data: { reference: link.id, paid_cents: link.amount_cents, paid_at: new Date().toISOString() },
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  await product
    .http()
    .post('/app/v1/webhooks/payments')
    .set({
      'content-type': 'application/json',
      'x-payment-timestamp': timestamp,
      'x-payment-signature': paymentSignature(SECRET, timestamp, Buffer.from(body)),
    })
    .send(body)
    .expect(202);
}

describe('payment methods', () => {
  // First, while nothing was read that could stand in.
  it('are told section by section while the ERP is down', async () => {
    product.erp.faults.set('*', { kind: 'status', status: 503 });
    expect(statesOf(await methods(me).expect(200))).toEqual({
      current: 'error',
      available: 'error',
      'digital-bill': 'error',
    });
  });

  // In this order, so that nothing was read that could stand in.
  it.each([
    ['available', FORMS_OF_CITY, OTHER_CUSTOMER],
    ['current', DEBIT, FIRST_CUSTOMER],
    ['digital-bill', DIGITAL, FIRST_CUSTOMER],
  ])('without %s show the rest', async (id, operation, who) => {
    product.erp.faults.set(operation, { kind: 'wrong-shape' });
    const states = statesOf(await methods(await product.loginCustomer(who)).expect(200));
    expect(states).toEqual({ current: 'ok', available: 'ok', 'digital-bill': 'ok', [id]: 'error' });
  });

  it('are the present one and those that are offered', async () => {
    const answer = await methods(me).expect(200);
    expect(sectionOf(answer, 'current')).toMatchObject({ data: { method: 'BOLETO' } });
    expect(sectionOf(answer, 'available').data).toMatchObject({
      items: [
        { method: 'PIX', available: true },
        {
          method: 'PIX_AUTOMATICO',
          available: true,
          actions: [{ type: 'OPEN_URL', value: 'https://pay.example.com/pix-automatico' }],
        },
        { method: 'CARD', available: true, brands: ['ELO', 'MASTERCARD', 'VISA'] },
        { method: 'AUTO_DEBIT', available: true },
        { method: 'BOLETO', available: true },
      ],
    });
  });

  it('tell the account that is debited by its last digits only', async () => {
    const fresh = await startTestApplication();
    try {
      const records = fresh.erp.state.customerRecords.of(81593);
      // Nobody knows where the customer is served: what is offered anywhere is told.
      records.addresses.length = 0;
      records.debitData.push({
        id: 1,
        bankId: 1,
        holder: 'MARINA CARVALHO TESTE',
        branch: '1234',
        branchDigit: '5',
        account: '987654321',
        accountDigit: '0',
      });
      const answer = await fresh
        .http()
        .get('/app/v1/interface/payment-methods')
        .set(await fresh.loginCustomer())
        .expect(200);
      expect(sectionOf(answer, 'current').data).toEqual({
        method: 'AUTO_DEBIT',
        title: 'Débito automático',
        description: 'BANCO SANTANDER, conta com final 210',
      });
      expect(fresh.erp.journal.count(FORMS_OF_CITY)).toBe(0);
      expect(fresh.erp.journal.count(FORMS)).toBe(1);
      expect(sectionOf(answer, 'available')).toMatchObject({
        data: { items: expect.arrayContaining([expect.objectContaining({ method: 'AUTO_DEBIT', available: true })]) },
      });
      for (const secret of ['98765', '1234', 'MARINA']) expect(answer.text).not.toContain(secret);
    } finally {
      await fresh.close();
    }
  });

  it('of a session without the password do not know of the digital bill, and nobody is asked', async () => {
    const caller = await product.loginCustomer(FIRST_CUSTOMER);
    expect(sectionOf(await methods(caller).expect(200), 'digital-bill')).toMatchObject({
      data: { standing: 'CAN_SWITCH' },
    });
    await forgetCredentials(product.dataSource, FIRST_CUSTOMER.document);
    product.erp.journal.clear();
    expect(sectionOf(await methods(caller).expect(200), 'digital-bill')).toMatchObject({
      data: { standing: 'PASSWORD_NEEDED' },
    });
    expect(product.erp.journal.count(DIGITAL)).toBe(0);
  });

  it('of a foreign contract are not found, of none a mistake, and the ERP is not asked', async () => {
    expectProblem(await methods(me, '?contractId=899059'), 404, 'NOT_FOUND');
    expectProblem(await methods(me, '?contractId=x'), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});
