import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';
import { startEmbeddedPostgres } from '../src/common/persistence/embedded-postgres.js';
import { runMigrations } from '../src/common/persistence/sql-migrations.js';
import { type BenchCustomer, benchCustomers } from './customers.js';
import { getRequest } from './http-connection.js';
import type { Target } from './load.js';
import { freePort, MeasuredProcess } from './measured-process.js';
import { type ErpAddress, logIn, productionEnvironment, read, type RunningProduct, startProduct } from './product.js';

/** One of those that are measured side by side. */
export interface Contestant {
  readonly name: string;
  readonly process: MeasuredProcess;
  readonly target: Target;
}

/** Everything that a run of the bench started. */
export interface Servers {
  readonly stock: Contestant;
  readonly bytesOnly: Contestant;
  readonly uncached: Contestant;
  readonly cached: Contestant;
  readonly healthcheck: Contestant;
  /** The measured read asked of the simulated ERP itself. */
  readonly direct: Target;
  readonly erp: ErpAddress;
  readonly product: RunningProduct;
  /** What the product was started with, for another one like it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Customers who have asked nothing yet. */
  readonly freshCustomers: readonly BenchCustomer[];
}

type Stop = () => Promise<void>;

/**
 * Starts a Postgres, the simulated ERP and all contestants, each in a process of its own.
 * @param connections that will ask at once, each for a customer of its own: identical reads would be merged
 * @param fresh customers who shall have asked nothing yet
 * @param stops takes how each thing is stopped, to be done last first, also when this fails half-way
 */
export async function startServers(connections: number, fresh: number, stops: Stop[]): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  stops.push(() => postgres.stop());
  await runMigrations({ url: postgres.url });

  const customers = benchCustomers(connections + fresh);
  const erp = await startErp(customers.length, stops);
  const environment = productionEnvironment(postgres.url, erp);
  const product = await startProduct(environment);
  stops.push(() => product.process.stop());
  const sessions = await Promise.all(
    customers.slice(0, connections).map(async (customer) => {
      const headers = await logIn(product, customer);
      // As an app does when it is opened.
      await read(`${product.url}/app/v1/customers/contracts`, headers);
      return { customer, headers };
    }),
  );
  const asked = (name: string, pathOf: (customer: BenchCustomer) => string): Contestant => ({
    name,
    process: product.process,
    target: {
      url: product.url,
      requests: sessions.map(({ customer, headers }) => getRequest(`${product.url}${pathOf(customer)}`, headers)),
    },
  });

  const path = `/ws/area/cliente/contrato/rede/${customers[0]?.contractId ?? 0}`;
  const passedOn = [erp.url, path, 'Basic YmVuY2g6YmVuY2g=', 'bench-token'];
  const secret = randomBytes(32).toString('hex');
  const token = jsonwebtoken.sign({ name: 'bench' }, secret, { subject: 'bench', expiresIn: '1h' });
  return {
    stock: await startPeer('stock NestJS', 'stock-nest', [...passedOn, secret], stops, {
      authorization: `Bearer ${token}`,
    }),
    bytesOnly: await startPeer('reply-from, bytes only', 'reply-from', passedOn, stops),
    uncached: asked(
      'product, uncached read',
      ({ contractId }) => `/app/v1/wifi/configuration?contractId=${contractId}`,
    ),
    cached: asked('product, cached read', ({ contractId }) => `/app/v1/customers/contracts/${contractId}`),
    healthcheck: asked('product, healthcheck', () => '/app/v1/healthcheck'),
    direct: { url: erp.url, requests: [getRequest(`${erp.url}${path}`)] },
    erp,
    product,
    environment,
    freshCustomers: customers.slice(connections),
  };
}

async function startErp(customers: number, stops: Stop[]): Promise<ErpAddress> {
  const port = await freePort();
  const erp = { url: `http://127.0.0.1:${port}`, user: 'bench', password: randomBytes(16).toString('hex') };
  const started = await MeasuredProcess.start({
    name: 'the simulated ERP',
    file: './upstream.js',
    arguments: [String(port), erp.user, erp.password, String(customers)],
    readyUrl: `${erp.url}/__bench/calls`,
  });
  stops.push(() => started.stop());
  return erp;
}

async function startPeer(
  name: string,
  file: string,
  given: readonly string[],
  stops: Stop[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Contestant> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = await MeasuredProcess.start({
    name,
    file: `./contestants/${file}.js`,
    arguments: [String(port), ...given],
    environment: { NODE_ENV: 'production' },
    readyUrl: `${url}/ready`,
  });
  stops.push(() => started.stop());
  return { name, process: started, target: { url, requests: [getRequest(`${url}/read`, headers)] } };
}
