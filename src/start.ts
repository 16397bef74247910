import { once } from 'node:events';
import { resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { configDefinitions } from './app.config.js';
import { createApplication } from './application.js';
import { bootConfig, type BootConfig } from './boot.config.js';
import { type Environment, isProduction, parseConfigs } from './common/config/config.js';
import { type HttpConfig, httpConfig } from './common/http/http.config.js';
import { startEmbeddedPostgres } from './common/persistence/embedded-postgres.js';
import { type PersistenceConfig, persistenceConfig } from './common/persistence/persistence.config.js';
import { pendingMigrations, runMigrations } from './common/persistence/sql-migrations.js';
import { seedDemoData } from './demo-data.js';
import { demoSigningKey } from './demo-keys.js';
import { printStartCard } from './start-card.js';

/** What stopping may take beside the grace of requests in flight. */
const STOPPING_MS = 8_000;

/** Something started beside the application, stopped after it, last first. */
type Stop = () => Promise<void>;

export interface RunningProduct {
  readonly url: string;
  /** Milliseconds in which `stop` ends, unless something hangs. */
  readonly stopsWithinMs: number;
  /** Finishes requests in flight, as far as their grace goes, then stops everything that was started. */
  stop(): Promise<void>;
}

/**
 * Starts the product: what the environment does not name and production does not forbid (database, signing keys, the
 * ERP) is started or made here.
 * @throws ConfigError naming every missing or wrong variable.
 */
export async function startProduct(given: Environment): Promise<RunningProduct> {
  const stops: Stop[] = [];
  const stopAll = async () => {
    for (const stop of stops.reverse().splice(0)) await stop();
  };
  try {
    const { environment, announce }: Completed = isProduction(given)
      ? { environment: given, announce: () => undefined }
      : await completeForDemo(given, stops);
    const parsed = parseConfigs(configDefinitions, environment);
    const persistence = parsed.get(persistenceConfig.token) as PersistenceConfig;
    const http = parsed.get(httpConfig.token) as HttpConfig;
    const target = { url: persistence.url, ssl: persistence.ssl ?? false };
    if (environment['DATABASE_URL'] === given['DATABASE_URL']) {
      const pending = await pendingMigrations(target);
      if (pending.length > 0) {
        throw new Error(`the database lacks ${pending.join(', ')}: run "npm run migration:run" first`);
      }
    } else await runMigrations(target);
    const app = await createApplication(parsed);
    stops.push(() => closeGently(app, http.shutdownGraceMs));
    if (!http.production) await seedDemoData(app.get(DataSource));
    // Starting leaves behind what nothing would collect before the first busy hour: a seventh of the memory at rest.
    // There only with --expose-gc, which production is started with.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await app.listen(http.port, http.host);
    const server = app.getHttpServer();
    if (!server.listening) await once(server, 'listening');
    const address: unknown = server.address();
    const port =
      typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : http.port;
    const url = `http://127.0.0.1:${port}`;
    announce(url);
    if (!http.production) printStartCard({ url, environment, docs: http.apiDocsEnabled });
    return { url, stopsWithinMs: http.shutdownGraceMs + STOPPING_MS, stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Lets requests in flight finish for so long, then ends their connections: all that follows is still stopped in order. */
async function closeGently(app: NestFastifyApplication, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => app.getHttpServer().closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cutOff);
  }
}

interface Completed {
  readonly environment: Environment;
  /** Tells the simulators where the API is, for the system that calls us. */
  readonly announce: (url: string) => void;
}

/** The environment with everything a demonstration needs; a variable that is set is left as it is. */
async function completeForDemo(given: Environment, stops: Stop[]): Promise<Completed> {
  const boot = parseConfigs([bootConfig], given).get(bootConfig.token) as BootConfig;
  const dataDir = resolve(boot.dataDir);
  const environment: Record<string, string | undefined> = { ...given };
  const missing = (name: string) => environment[name] === undefined || environment[name] === '';
  if (missing('DATABASE_URL')) {
    const postgres = await startEmbeddedPostgres({ dataDir: resolve(dataDir, 'postgres'), durable: true });
    stops.push(() => postgres.stop());
    environment['DATABASE_URL'] = postgres.url;
  }
  if (missing('CUSTOMER_TOKEN_PRIVATE_KEY')) {
    environment['CUSTOMER_TOKEN_PRIVATE_KEY'] = await demoSigningKey(dataDir, 'customer');
  }
  if (missing('ADMIN_TOKEN_PRIVATE_KEY')) {
    environment['ADMIN_TOKEN_PRIVATE_KEY'] = await demoSigningKey(dataDir, 'admin');
  }
  // Loaded only here: production never starts a simulator.
  const { startSandbox } = await import('../sandbox/sandbox.js');
  const sandbox = await startSandbox({ environment });
  stops.push(() => sandbox.close());
  Object.assign(environment, sandbox.variables);
  return { environment, announce: (url) => sandbox.deliverWebhooksTo(url) };
}
