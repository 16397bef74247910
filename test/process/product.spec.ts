import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { FIRST_CUSTOMER } from '../support/application.js';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';

const channel = { apiKey: 'dev-mobile-key' };

interface Product {
  readonly process: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

let folder: string;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'product-'));
});
afterEach(async () => {
  for (const child of children) await ended(child, 'SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The compiled program as a user starts it, in an environment of its own. */
function launch(environment: Record<string, string>): { child: ChildProcess; output: () => string } {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(projectDirectory(), 'dist/src/main.js')], {
    env: { ...inherited, NODE_ENV: 'development', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.once('exit', () => children.delete(child));
  return { child, output: () => text };
}

async function started(environment: Record<string, string> = {}): Promise<Product> {
  const { child, output } = launch(environment);
  const deadline = Date.now() + 60_000;
  for (;;) {
    const url = /API\s+(http:\S+)/.exec(output())?.[1];
    if (url !== undefined) return { process: child, url, output };
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the product did not start:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}

/** A log-in of which the last byte has not been sent: to the server it is in flight. */
async function halfRequest(url: string): Promise<{ finish: () => void; answer: Promise<string> }> {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify({ document: FIRST_CUSTOMER.document, password: 'not-the-password' });
  const socket = createConnection({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  const head = ['POST /app/v1/customers/auth HTTP/1.1', `host: ${hostname}`, 'apiKey: dev-mobile-key'];
  const headers = [...head, 'content-type: application/json', `content-length: ${body.length}`, 'connection: close'];
  socket.write(`${headers.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
  // Another connection that is answered: by then this one was read.
  await request(url).get('/app/v1/healthcheck').expect(200);
  const answer = once(socket, 'close').then(() => text);
  return { finish: () => void socket.write(body.slice(-1)), answer };
}

describe('the program', () => {
  it('starts from nothing, survives kill -9 with its data, and stops when told', async () => {
    const first = await started();
    expect(first.output()).toContain('dev-mobile-key');
    const loggedIn = await request(first.url).post('/app/v1/customers/auth').set(channel).send(FIRST_CUSTOMER);
    expect(loggedIn.status).toBe(200);
    const tokens = loggedIn.body as { access_token: string; refresh_token: string };
    await ended(first.process, 'SIGKILL');

    const second = await started();
    // The session was committed before the kill, and the signing key was kept.
    await request(second.url)
      .get('/app/v1/customers/auth/verify')
      .set({ ...channel, authorization: `Bearer ${tokens.access_token}` })
      .expect(200);
    await request(second.url)
      .post('/app/v1/customers/auth/refresh')
      .set(channel)
      .send({ refresh_token: tokens.refresh_token })
      .expect(200);
    expect(await ended(second.process, 'SIGTERM')).toBe(0);
  }, 150_000);

  it('lets requests in flight finish, and cuts off what hangs', async () => {
    const patient = await started({ SHUTDOWN_GRACE_MS: '20000' });
    const late = await halfRequest(patient.url);
    const stopped = ended(patient.process, 'SIGTERM');
    late.finish();
    expect(await late.answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(await stopped).toBe(0);

    const hurried = await started({ SHUTDOWN_GRACE_MS: '200' });
    const hanging = await halfRequest(hurried.url);
    expect(await ended(hurried.process, 'SIGTERM')).toBe(0);
    expect(await hanging.answer).toBe('');
  }, 150_000);

  it('refuses to start twice on one data folder', async () => {
    await started();
    const { child, output } = launch({});
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(output()).toContain('is in use by process');
  }, 150_000);

  it('refuses demo secrets in production and names every missing variable at once', async () => {
    const { child, output } = launch({ NODE_ENV: 'production' });
    await once(child, 'exit');
    expect(child.exitCode).toBe(78);
    for (const name of [
      'DATABASE_URL',
      'CHANNEL_API_KEYS',
      'CUSTOMER_TOKEN_PRIVATE_KEY',
      'ADMIN_TOKEN_PRIVATE_KEY',
      'IDENTIFIER_PEPPER',
      'WEBSERVICE_CLIENTE_URL',
      'WEBSERVICE_CLIENTE_USER',
      'WEBSERVICE_CLIENTE_PASSWORD',
    ]) {
      expect(output()).toContain(name);
    }
    expect(output()).not.toContain('dev-mobile-key');
  });

  it('names a wrong variable without repeating its value', async () => {
    const { child, output } = launch({ PORT: 'not-a-port', REQUEST_BUDGET_MS: '1' });
    await once(child, 'exit');
    expect(child.exitCode).toBe(78);
    expect(output()).toContain('PORT: must be a whole number');
    expect(output()).toContain('REQUEST_BUDGET_MS');
    expect(output()).not.toContain('not-a-port');
  }, 60_000);
});
