import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configDefinitions } from '../src/app.config.js';
import { projectDirectory } from '../src/common/persistence/project-directory.js';
import type { BenchCustomer } from './customers.js';
import { freePort, MeasuredProcess } from './measured-process.js';

const TOKEN_SECONDS = 3_600;
/** More than the connections of any measurement, so that nobody queues for the ERP. */
const ERP_CONCURRENCY = 64;

export interface ErpAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** A product as it runs in production: the compiled program, one process, nothing started beside it. */
export interface RunningProduct {
  readonly url: string;
  readonly process: MeasuredProcess;
  /** The header that every app sends. */
  readonly channel: Readonly<Record<string, string>>;
}

const signingKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

/** A configuration for production, everything at its default but what has none. */
export function productionEnvironment(databaseUrl: string, erp: ErpAddress): Record<string, string> {
  const secrets = configDefinitions.flatMap(({ variables }) =>
    Object.entries(variables).flatMap(([name, { demo }]) => (demo === undefined ? [] : [[name, secretLike(demo)]])),
  );
  return {
    ...(Object.fromEntries(secrets) as Record<string, string>),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    CUSTOMER_TOKEN_PRIVATE_KEY: signingKey(),
    ADMIN_TOKEN_PRIVATE_KEY: signingKey(),
    CUSTOMER_TOKEN_LIFETIME_SECONDS: String(TOKEN_SECONDS),
    WEBSERVICE_CLIENTE_URL: erp.url,
    WEBSERVICE_CLIENTE_USER: erp.user,
    WEBSERVICE_CLIENTE_PASSWORD: erp.password,
    WEBSERVICE_CLIENTE_CONCURRENCY: String(ERP_CONCURRENCY),
  };
}

/** A value of our own where a demonstration's is published: 32 random bytes, behind an id when the keys have ids. */
function secretLike(demo: string): string {
  const id = /^[\w-]+=(?=[^=])/.exec(demo)?.[0] ?? '';
  return id + randomBytes(32).toString('base64');
}

export async function startProduct(environment: Readonly<Record<string, string>>): Promise<RunningProduct> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = await MeasuredProcess.start({
    name: 'the product',
    file: '../src/main.js',
    nodeOptions: productionFlags(),
    environment: { ...environment, PORT: String(port) },
    readyUrl: `${url}/app/v1/healthcheck`,
  });
  return { url, process, channel: { apikey: environment['CHANNEL_API_KEYS'] ?? '' } };
}

const manifest = z.object({ scripts: z.object({ 'start:prod': z.string() }) });

/** What `npm run start:prod` gives Node.js before the program. */
function productionFlags(): string[] {
  const text = readFileSync(join(projectDirectory(), 'package.json'), 'utf8');
  const command = manifest.parse(JSON.parse(text)).scripts['start:prod'];
  return command.split(' ').filter((word) => word.startsWith('-'));
}

const loggedIn = z.object({ access_token: z.string() });

/** The headers of a customer who has just logged in. */
export async function logIn(
  { url, channel }: RunningProduct,
  { document, password }: BenchCustomer,
): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/app/v1/customers/auth`, {
    method: 'POST',
    headers: { ...channel, 'content-type': 'application/json' },
    body: JSON.stringify({ document, password }),
  });
  if (!answer.ok) throw new Error(`log-in of a customer answered ${answer.status}: ${await answer.text()}`);
  const { access_token: token } = loggedIn.parse(await answer.json());
  return { ...channel, authorization: `Bearer ${token}` };
}

/** Reads a route for the caller of these headers. @throws Error for anything that is no success. */
export async function read(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(url, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${body}`);
}
