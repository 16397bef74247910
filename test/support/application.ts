import { generateKeyPairSync } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { DataSource } from 'typeorm';
import {
  startWebserviceCliente,
  type WebserviceClienteSimulator,
} from '../../sandbox/webservice-cliente/webservice-cliente.simulator.js';
import { configDefinitions } from '../../src/app.config.js';
import { createApplication } from '../../src/application.js';
import { parseConfigs } from '../../src/common/config/config.js';
import { seedDemoData } from '../../src/demo-data.js';
import { createTestDatabase } from './database.js';

export const CHANNEL_KEY = 'test-channel-key';
export const FIRST_CUSTOMER = { document: '11144477735', password: 'demo-1234' } as const;
export const OTHER_CUSTOMER = { document: '52998224725', password: 'demo-5678' } as const;
export const ADMIN = { username: 'admin@example.com', password: 'admin-demo-1234' } as const;

/** Keys are costly to make; one pair an audience serves every application of a test file. */
const pem = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
export const CUSTOMER_SIGNING_KEY = pem();
const ADMIN_SIGNING_KEY = pem();

export interface Credentials {
  readonly document: string;
  readonly password: string;
}

/** The headers of a caller. */
export type Caller = Readonly<Record<string, string>>;

export interface TestApplication {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly erp: WebserviceClienteSimulator;
  readonly dataSource: DataSource;
  /** Lines the application logged, parsed. */
  readonly logs: readonly Record<string, unknown>[];
  readonly channel: Caller;
  /** Requests over the socket. */
  http(): ReturnType<typeof request>;
  loginCustomer(credentials?: Credentials): Promise<Caller>;
  loginAdmin(): Promise<Caller>;
  close(): Promise<void>;
}

/**
 * The whole product on a database of its own, listening on a free port, with the ERP's simulator beside it.
 * @param environment variables that differ from the tests' defaults
 */
export async function startTestApplication(environment: Record<string, string> = {}): Promise<TestApplication> {
  const database = await createTestDatabase();
  const credentials = { user: 'test-backend', password: 'test-backend-password' };
  const erp = await startWebserviceCliente(credentials);
  const logs: Record<string, unknown>[] = [];
  const parsed = parseConfigs(configDefinitions, {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '5',
    CHANNEL_API_KEYS: CHANNEL_KEY,
    CUSTOMER_TOKEN_PRIVATE_KEY: CUSTOMER_SIGNING_KEY,
    ADMIN_TOKEN_PRIVATE_KEY: ADMIN_SIGNING_KEY,
    // Ticks of the clock would ask the simulators in the middle of a test.
    SCHEDULED_JOBS: 'false',
    WEBSERVICE_CLIENTE_URL: erp.url,
    WEBSERVICE_CLIENTE_USER: credentials.user,
    WEBSERVICE_CLIENTE_PASSWORD: credentials.password,
    ...environment,
  });
  const app = await createApplication(parsed, {
    logDestination: { write: (line) => void logs.push(JSON.parse(line) as Record<string, unknown>) },
  });
  const dataSource = app.get(DataSource);
  await seedDemoData(dataSource);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const channel = { apiKey: CHANNEL_KEY };
  const http = () => request(url);
  const tokenOf = async (path: string, body: object): Promise<Caller> => {
    const answer = await http().post(path).set(channel).send(body).expect(200);
    return { ...channel, authorization: `Bearer ${String(Reflect.get(answer.body as object, 'access_token'))}` };
  };
  return {
    app,
    url,
    erp,
    dataSource,
    logs,
    channel,
    http,
    loginCustomer: (who = FIRST_CUSTOMER) => tokenOf('/app/v1/customers/auth', who),
    loginAdmin: () => tokenOf('/app/v1/admin/auth', ADMIN),
    close: async () => {
      await app.close();
      await erp.close();
      await database.drop();
    },
  };
}
