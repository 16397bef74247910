// Walks the main path against a running instance and prints each request with its answer.
// BASE_URL (default http://127.0.0.1:3000) and API_KEY (default dev-mobile-key) say whom to ask.
import { env, exit, stdout } from 'node:process';

const baseUrl = (env.BASE_URL || 'http://127.0.0.1:3000').replace(/\/+$/, '');
const apiKey = env.API_KEY || 'dev-mobile-key';
const REQUEST_TIMEOUT_MS = 30_000;
const LONGEST_ANSWER_LINES = 40;
const LONGEST_TEXT = 96;
const SHOWN_HEADERS = ['content-disposition', 'retry-after'];

const paint = (code) => (text) => (stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const red = paint(31);
const print = (text = '') => stdout.write(`${text}\n`);

/** Ends the walk with a reason. */
class Unexpected extends Error {}

const shortened = (text) =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 24)}… (${text.length} characters)` : text;
const shortToken = (token) => `${token.slice(0, 12)}…${token.slice(-6)}`;

/** The answer as a person reads it: indented, without the middle of tokens and the tail of long lists. */
function printable(body) {
  const cut = (key, value) => {
    if (typeof value !== 'string') return value;
    return /_token$/.test(key) ? shortToken(value) : shortened(value);
  };
  const lines = JSON.stringify(body, cut, 2).split('\n');
  const shown = lines.slice(0, LONGEST_ANSWER_LINES);
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
  return shown.map((line) => `    ${line}`).join('\n');
}

let step = 0;

/**
 * Sends one request and prints both sides.
 * @returns the parsed JSON body, or the bytes of anything else
 */
async function ask(title, method, path, { token, body, expect = 200, code } = {}) {
  step += 1;
  print(`\n${bold(`${step}. ${title}`)}`);
  print(`  ${method} ${path}`);
  const headers = { apiKey };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const sent = [`apiKey: ${apiKey}`, ...(token === undefined ? [] : [`authorization: Bearer ${shortToken(token)}`])];
  print(dim(`  ${sent.join('   ')}`));
  if (body !== undefined) print(dim(printable(body)));

  const startedAt = performance.now();
  const answer = await fetch(`${baseUrl}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const took = Math.round(performance.now() - startedAt);
  const type = answer.headers.get('content-type') ?? '';
  const isJson = /[/+]json\b/.test(type);
  const parsed = isJson && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined;

  const asExpected = answer.status === expect && (code === undefined || parsed?.code === code);
  const status = (asExpected ? green : red)(`${answer.status} ${answer.statusText}`);
  const named = SHOWN_HEADERS.filter((name) => answer.headers.has(name)).map(
    (name) => `${name}: ${answer.headers.get(name)}`,
  );
  print(`  ${status}  ${dim([type, `${bytes.length} bytes`, `${took} ms`, ...named].filter(Boolean).join('   '))}`);
  if (parsed !== undefined) print(printable(parsed));

  if (!asExpected) {
    const wanted = code === undefined ? String(expect) : `${expect} ${code}`;
    throw new Unexpected(`"${title}" should have been answered with ${wanted}`);
  }
  return parsed ?? bytes;
}

/** @throws Unexpected with `reason` when it does not hold. */
function must(holds, reason) {
  if (!holds) throw new Unexpected(reason);
}

async function walk() {
  print(bold(`The main path of the customer app, against ${baseUrl}`));

  await ask('Is the backend well?', 'GET', '/app/v1/healthcheck');
  await ask('Must the app be updated?', 'GET', '/app/v1/app-settings/version/check?platform=android&version=3.4.1');

  const login = await ask('The customer logs in', 'POST', '/app/v1/customers/auth', {
    body: { document: '11144477735', password: 'demo-1234', device: { platform: 'android', device_id: 'demo-phone' } },
  });
  const token = login.access_token;
  await ask('Does the token still stand?', 'GET', '/app/v1/customers/auth/verify', { token });

  const contracts = await ask('Their contracts', 'GET', '/app/v1/customers/contracts', { token });
  must(
    contracts.items.some(({ id }) => id === '899059'),
    'contract 899059 should be among the contracts',
  );
  await ask('One contract in detail', 'GET', '/app/v1/customers/contracts/899059', { token });

  await ask('The invoices screen', 'GET', '/app/v1/interface/invoices?contractId=899059', { token });
  const paid = await ask('Paid invoices', 'GET', '/app/v1/customers/invoices/paid?pageSize=3', { token });
  const [invoice] = paid.items;
  must(invoice !== undefined, 'there should be a paid invoice');
  const pdf = await ask('An invoice as PDF', 'GET', `/app/v1/customers/invoices/${invoice.id}/pdf`, { token });
  must(pdf.subarray(0, 5).toString('latin1') === '%PDF-', 'the invoice should be a PDF');
  await ask('What paying takes, without log-in', 'POST', '/app/v1/customers/quick-invoice', {
    body: { document: '11144477735' },
  });

  await ask('Their service orders', 'GET', '/app/v1/service-orders', { token });
  await ask(
    'The open repair of a contract',
    'GET',
    '/app/v1/service-orders/check?serviceOrderType=REPAIR&contractId=899059',
    { token },
  );

  const other = await ask('Somebody else logs in', 'POST', '/app/v1/customers/auth', {
    body: { document: '52998224725', password: 'demo-5678' },
  });
  await ask('… and asks for the first customer’s contract', 'GET', '/app/v1/customers/contracts/899059', {
    token: other.access_token,
    expect: 404,
    code: 'NOT_FOUND',
  });

  await ask('The home screen, from all of it', 'GET', '/app/v1/interface/home', { token });
  await ask('Messages of the provider', 'GET', '/app/v1/messages', { token });
  await ask('Popups for the home screen', 'GET', '/app/v1/popups?screen=HOME', { token });
  const admin = await ask('An administrator logs in', 'POST', '/app/v1/admin/auth', {
    body: { username: 'admin@example.com', password: 'admin-demo-1234' },
  });
  const now = Date.now();
  const created = await ask('… and creates a popup', 'POST', '/app/v1/popups', {
    token: admin.access_token,
    expect: 201,
    body: {
      title: 'Manutenção programada',
      body: 'Na madrugada de domingo sua conexão pode oscilar por até 30 minutos.',
      screen: 'HOME',
      starts_at: new Date(now).toISOString(),
      ends_at: new Date(now + 60_000).toISOString(),
    },
  });
  await ask('The customer has seen it', 'PUT', `/app/v1/popups/${created.id}/read`, {
    token,
    body: { action: 'VIEWED' },
  });

  const renewed = await ask('The app renews its tokens', 'POST', '/app/v1/customers/auth/refresh', {
    body: { refresh_token: login.refresh_token },
  });
  await ask('The old refresh token comes back: a copy, so the session ends', 'POST', '/app/v1/customers/auth/refresh', {
    body: { refresh_token: login.refresh_token },
    expect: 401,
    code: 'TOKEN_REUSED',
  });
  await ask('… also for the renewed token', 'GET', '/app/v1/customers/auth/verify', {
    token: renewed.access_token,
    expect: 401,
    code: 'UNAUTHENTICATED',
  });

  await ask('The second customer logs out', 'POST', '/app/v1/customers/auth/logout', {
    token: other.access_token,
    expect: 204,
  });
  await ask('… and their token is worth nothing', 'GET', '/app/v1/customers/auth/verify', {
    token: other.access_token,
    expect: 401,
    code: 'UNAUTHENTICATED',
  });
}

try {
  await walk();
  print(`\n${green(`All ${step} steps were answered as they should be.`)}`);
} catch (error) {
  const refused = error instanceof TypeError && error.cause !== undefined;
  if (error instanceof Unexpected) print(`\n${red(error.message)}`);
  else if (refused)
    print(`\n${red(`Nothing answers at ${baseUrl}.`)} Start the product with "npm start", or set BASE_URL.`);
  else print(`\n${red(`Step ${step} failed: ${error instanceof Error ? error.message : String(error)}`)}`);
  exit(1);
}
