import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import type { FirebaseSimulator } from '../../sandbox/firebase-cloud-messaging/firebase-cloud-messaging.simulator.js';
import { hashSecret } from '../../src/common/auth/secret-hash.js';
import { projectDirectory } from '../../src/common/persistence/project-directory.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startFirebase } from '../support/push.js';

/** Devices of the campaign; `npm run push:campaign-check` asks for a hundred thousand. */
const DEVICES = Number(process.env['PUSH_CAMPAIGN_DEVICES'] ?? '5000');
/** One in so many is of an app that is gone. */
const DEAD_EVERY = 50;
const IN_FLIGHT = 60;
const QUOTA = { messages: 2_000, windowMs: 1_000 };
const CHANNEL = { apiKey: 'campaign-key' };
const SERVICE = { client_id: 'campaign-service', client_secret: 'campaign-secret' };

interface Instance {
  readonly process: ChildProcess;
  readonly url: string;
}

let database: TestDatabase;
let client: pg.Client;
let firebase: FirebaseSimulator;
const instances = new Set<ChildProcess>();
let output = '';

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  firebase = await startFirebase();
  await client.query('INSERT INTO oauth_client (id, secret_hash, scopes) VALUES ($1, $2, $3)', [
    SERVICE.client_id,
    await hashSecret(SERVICE.client_secret),
    ['push:write'],
  ]);
  await client.query(
    `INSERT INTO device (app_instance_id, platform, app_version, push_token, push_token_at)
     SELECT 'instance-' || place, CASE WHEN place % 2 = 0 THEN 'ios' ELSE 'android' END, '3.4.1',
            'device-token-' || lpad(place::text, 7, '0'), now()
       FROM generate_series(1, $1::integer) AS place`,
    [DEVICES],
  );
  for (let place = DEAD_EVERY; place <= DEVICES; place += DEAD_EVERY) {
    firebase.state.say(`device-token-${String(place).padStart(7, '0')}`, 'UNREGISTERED');
  }
}, 120_000);
afterEach(async () => {
  for (const instance of instances) await killed(instance);
});
afterAll(async () => {
  await firebase.close();
  await client.end();
  await database.drop();
});

const pem = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

/** As in production, and alone in the world but for the push service. */
const environment = (() => {
  const secret = () => randomBytes(24).toString('hex');
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    CHANNEL_API_KEYS: CHANNEL.apiKey,
    CUSTOMER_TOKEN_PRIVATE_KEY: pem(),
    ADMIN_TOKEN_PRIVATE_KEY: pem(),
    IDENTIFIER_PEPPER: secret(),
    VALUE_SIGNING_KEY: secret(),
    CREDENTIAL_SEALING_KEY: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: `k1=${randomBytes(32).toString('base64')}`,
    WEBSERVICE_CLIENTE_URL: 'http://127.0.0.1:9',
    WEBSERVICE_CLIENTE_USER: 'nobody',
    WEBSERVICE_CLIENTE_PASSWORD: 'nothing',
    PUSH_MESSAGES_PER_SECOND: '9000',
    PUSH_IN_FLIGHT: String(IN_FLIGHT),
    PUSH_QUOTA_PAUSE_MS: '500',
    PUSH_BACKOFF_MS: '200',
    FIREBASE_TIMEOUT_MS: '2000',
    PUSH_LEASE_MS: '4000',
  };
})();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function startInstance(): Promise<Instance> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(projectDirectory(), 'dist/src/main.js')], {
    env: {
      PATH: process.env['PATH'],
      ...environment,
      ...firebase.variables,
      DATABASE_URL: database.url,
      PORT: String(port),
      HOST: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  instances.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.once('exit', () => instances.delete(child));
  const url = `http://127.0.0.1:${port}`;
  await awaited(async () => {
    if (child.exitCode !== null) throw new Error(`an instance did not start:\n${output}`);
    return (await fetch(`${url}/app/v1/healthcheck`).catch(() => undefined)) !== undefined;
  });
  return { process: child, url };
}

async function killed(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function awaited(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(50);
}

/** Mebibytes of memory a process held at most; 0 where the system does not say. */
async function peakMemory(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? '0') / 1_024);
}

const states = async (): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await client.query<{ state: string; count: number }>(
    'SELECT state, count(*)::integer AS count FROM push_delivery GROUP BY state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

describe('a campaign of two instances', () => {
  it('ends every device in one state, none twice, while one of them is killed -9', async () => {
    // Spent at once, however slow this machine is; later as often as this machine is fast.
    firebase.state.quota = { messages: 300, windowMs: 5_000 };
    const [first, second] = [await startInstance(), await startInstance()];
    const idleMemory = await peakMemory(second.process);
    const token = await request(first.url)
      .post('/app/v1/app-settings/oauth/token')
      .set(CHANNEL)
      .send({
        grant_type: 'client_credentials',
        ...SERVICE,
      });
    const begun = performance.now();
    const answer = await request(first.url)
      .post('/app/v1/push-notifications')
      .set({ ...CHANNEL, authorization: `Bearer ${(token.body as { access_token: string }).access_token}` })
      .send({
        audience: { segment: {} },
        title: 'Manutenção programada',
        body: 'Nesta madrugada sua internet pode oscilar.',
        category: 'TRANSACTIONAL',
      });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ estimated: DEVICES });
    const { campaign_id: id } = answer.body as { campaign_id: string };

    await awaited(async () => firebase.state.refusedForQuota > 0);
    firebase.state.quota = QUOTA;
    await awaited(async () => ((await states())['SENT'] ?? 0) > DEVICES / 3);
    const memory = [await peakMemory(first.process)];
    await killed(first.process);
    await awaited(async () => {
      if (instances.size === 0) throw new Error(`the other instance ended by itself:\n${output}`);
      const { rows } = await client.query('SELECT FROM push_campaign WHERE id = $1 AND totals IS NOT NULL', [id]);
      return rows.length > 0;
    });
    const seconds = (performance.now() - begun) / 1_000;
    memory.push(await peakMemory(second.process));

    const { SENT: sent = 0, FAILED: failed = 0, UNCERTAIN: uncertain = 0, ...others } = await states();
    expect(others).toEqual({});
    const { rows: unserved } = await client.query(
      `SELECT FROM device FULL JOIN push_delivery ON device_id = device.id
        WHERE device.id IS NULL OR push_delivery.id IS NULL`,
    );
    expect(unserved).toHaveLength(0);
    // What the killed one had in hand, and no more.
    expect(uncertain).toBeLessThanOrEqual(IN_FLIGHT);
    const dead = DEVICES / DEAD_EVERY;
    expect(sent + failed + uncertain).toBe(DEVICES);
    expect(failed).toBeGreaterThanOrEqual(dead - uncertain);
    const { rows: living } = await client.query(
      `SELECT push_token FROM device JOIN push_delivery ON device_id = device.id
        WHERE push_token IS NOT NULL AND state = 'FAILED'`,
    );
    expect(living).toHaveLength(0);
    const { rows: lost } = await client.query(
      `SELECT FROM device JOIN push_delivery ON device_id = device.id WHERE push_token IS NULL AND state <> 'FAILED'`,
    );
    // One whose end was not recorded before the kill.
    expect(lost.length).toBeLessThanOrEqual(uncertain);

    const { taken, duplicates, refusedForQuota } = firebase.state;
    expect(duplicates).toBe(0);
    expect(taken).toBeGreaterThanOrEqual(sent);
    expect(taken).toBeLessThanOrEqual(sent + uncertain);
    expect(refusedForQuota).toBeGreaterThan(0);
    expect(output).not.toContain('device-token-');
    process.stdout.write(
      `  ${DEVICES} devices in ${seconds.toFixed(1)} s (${Math.round(DEVICES / seconds)}/s): ${sent} sent, ${failed} failed, ` +
        `${uncertain} uncertain, ${refusedForQuota} refused for the quota, peak memory ${memory.join(' and ')} MiB (${idleMemory} before)\n`,
    );
  }, 900_000);
});
