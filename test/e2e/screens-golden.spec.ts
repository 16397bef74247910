import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import { type Caller, OTHER_CUSTOMER, startTestApplication, type TestApplication } from '../support/application.js';
import { writeContent } from '../support/screen-content.js';

/**
 * What each screen says to each version of the app: the oldest that is accepted, one between, and the latest.
 * `UPDATE_GOLDEN=1` writes the files anew; reading the difference is the point.
 */
const FOLDER = join(projectDirectory(), 'test/golden/screens');
const VERSIONS = ['3.0.0', '3.3.0', '3.6.0'] as const;
const CONTRACT = '899059';

let product: TestApplication;
let me: Caller;
let suspended: Caller;
beforeAll(async () => {
  product = await startTestApplication({
    PIX_STATIC_KEY: '11222333000181',
    PIX_STATIC_NAME: 'PROVEDOR',
    PIX_STATIC_CITY: 'CARMO',
    // Never called: reading a screen makes no charge.
    PAYMENT_GATEWAY_URL: 'http://127.0.0.1:9',
    PAYMENT_GATEWAY_KEY: 'gateway-key',
    WEBSERVICE_CLIENTE_PAYMENT_ACCOUNT_ID: '31',
    PAYMENT_WEBHOOK_SECRET: 'a-webhook-secret-of-more-than-32-characters',
    PIX_AUTOMATICO_URL: 'https://www.example.com/pix-automatico',
    LINK_HOSTS: 'www.example.com,images.example.com',
  });
  // Whether a session runs depends on the hour.
  product.erp.state.contractNetworks.delete(Number(CONTRACT));
  me = await product.loginCustomer();
  suspended = await product.loginCustomer(OTHER_CUSTOMER);
  for (const caller of [me, suspended]) await product.http().get('/app/v1/interface/invoices').set(caller).expect(200);
  await writeContent(product.dataSource, CONTRACT);
});
afterAll(() => product.close());

const DATE_TEXT = /\b\d{2}\/\d{2}\/\d{4}\b/g;
const MONTH_TEXT =
  /(?:(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)(?: de \d{4})?(?:, | e )?)+/g;

/** Stable words in place of what differs from day to day and from run to run. */
function stable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const members = value.map(stable);
    // Bills a month apart may still fall due in one.
    return members.every((member) => member === '<month>') ? [...new Set(members)] : members;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, stable(member)]));
  }
  if (typeof value !== 'string') return value;
  return value
    .replace(/^W\/"[\w-]{43}"$/, '<etag>')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/^\d{4}-\d{2}-\d{2}T[\d:]{8}[+-]\d{2}:\d{2}$/, '<instant>')
    .replace(/^\d{4}-\d{2}-\d{2}$/, '<date>')
    .replace(/^\d{4}-\d{2}$/, '<month>')
    .replace(/^\d{47}$/, '<digitable line>')
    .replace(/^\d{5}\.\d{5} [\d. ]+$/, '<digitable line>')
    .replace(/^\d{44}$/, '<barcode>')
    .replace(DATE_TEXT, '<day>')
    .replace(MONTH_TEXT, '<months>');
}

const SCREENS: readonly { readonly name: string; readonly query?: string; readonly suspended?: true }[] = [
  { name: 'home' },
  { name: 'invoices' },
  { name: 'banner-blocking', suspended: true },
  { name: 'license-trust', suspended: true },
  { name: 'payment-flow', query: '?invoiceId=8768701' },
  { name: 'payment-methods' },
  { name: 'profile' },
  { name: 'promo' },
  { name: 'store' },
  { name: 'modify-address' },
];

describe.each(VERSIONS)('for version %s of the app', (version) => {
  it.each(SCREENS)('$name says what its golden file says', async ({ name, query = '', suspended: isSuspended }) => {
    const answer = await product
      .http()
      .get(`/app/v1/interface/${name}${query}`)
      .set({ ...(isSuspended ? suspended : me), 'x-app-platform': 'android', 'x-app-version': version })
      .expect(200);
    const said = stable(answer.body);
    const file = join(FOLDER, `${name}.${version}.json`);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(said, null, 2)}\n`);
    }
    expect(said).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(answer.headers['etag']).toBe((answer.body as { etag: string }).etag);
  });
});
