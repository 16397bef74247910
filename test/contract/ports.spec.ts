import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startFieldControl, type FieldControlSimulator } from '../../sandbox/field-control/field-control.simulator.js';
import { startMosia, type MosiaSimulator } from '../../sandbox/mosia/mosia.simulator.js';
import { startVhsys, type VhsysSimulator } from '../../sandbox/vhsys/vhsys.simulator.js';
import type { Simulator } from '../../sandbox/core/simulator.js';
import { isDocument } from '../../src/common/brazil/document.js';
import { isPlainDate } from '../../src/common/brazil/dates.js';
import { CustomerContactsPort } from '../../src/modules/customers/customer-contacts.port.js';
import {
  ServiceOrdersPort,
  serviceOrderStatuses,
  serviceOrderTypes,
} from '../../src/modules/service-orders/service-orders.port.js';
import { ProtocolsPort } from '../../src/modules/support/protocols.port.js';
import { portRegistry, type SystemId } from '../../src/upstreams/port-registry.js';
import { UpstreamError } from '../../src/upstreams/core/upstream-error.js';
import { startTestApplication, type TestApplication } from '../support/application.js';

/** Both demonstration customers, and somebody whom no system knows. */
const KNOWN = holderOf('81593', '11144477735');
const STRANGER = holderOf('999999', '39053344705');

function holderOf(erpCustomerId: string, document: string) {
  if (!isDocument(document)) throw new Error('not a document');
  return { id: `holder-${erpCustomerId}`, erpCustomerId, document };
}

let fieldControl: FieldControlSimulator;
let vhsys: VhsysSimulator;
let mosia: MosiaSimulator;
let product: TestApplication;
let simulators: Readonly<Record<SystemId, Simulator<unknown>>>;
beforeAll(async () => {
  fieldControl = await startFieldControl({ apiKey: 'contract-suite-key', rateLimited: false });
  vhsys = await startVhsys({ accessToken: 'access', secretAccessToken: 'secret' });
  mosia = await startMosia({ authorization: 'mosia' });
  product = await startTestApplication({
    FIELD_CONTROL_URL: fieldControl.url,
    FIELD_CONTROL_API_KEY: 'contract-suite-key',
    VHSYS_URL: vhsys.url,
    VHSYS_ACCESS_TOKEN: 'access',
    VHSYS_SECRET_ACCESS_TOKEN: 'secret',
    MOSIA_URL: mosia.url,
    MOSIA_AUTHORIZATION: 'mosia',
  });
  simulators = { 'webservice-cliente': product.erp, 'field-control': fieldControl, vhsys, mosia };
}, 60_000);
afterAll(async () => {
  await product.close();
  await Promise.all([fieldControl.close(), vhsys.close(), mosia.close()]);
});
beforeEach(() => {
  for (const simulator of Object.values(simulators)) simulator.faults.clear();
});

/** The registered adapters of a port; an empty list would prove nothing. */
function adaptersOf(port: unknown): SystemId[] {
  const systems = Object.keys(portRegistry.find((registered) => registered.port === port)?.adapters ?? {});
  if (systems.length === 0) throw new Error('the port has no adapters');
  return systems as SystemId[];
}

/** The adapter of one system, whatever configuration chose. */
function adapter<P>(port: abstract new (...args: never[]) => P, system: SystemId): P {
  const type = portRegistry.find((registered) => registered.port === port)?.adapters[system];
  if (type === undefined) throw new Error(`${system} has no such adapter`);
  return product.app.get<P>(type);
}

const failure = async (act: Promise<unknown>): Promise<UpstreamError> => {
  try {
    await act;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
  throw new Error('the act did not fail');
};

describe.each(adaptersOf(ServiceOrdersPort))('service orders of %s', (system) => {
  const port = () => adapter(ServiceOrdersPort, system);

  // First, while nothing was read that could stand in.
  it.each([
    ['status', 503],
    ['status', 500],
  ] as const)('fail in the closed set (%s %i)', async (kind, status) => {
    simulators[system].faults.set('*', { kind, status });
    const holder = holderOf(`8${status}`, '16899535009');
    expect((await failure(port().list(holder))).kind).toBe('unavailable');
  });

  it('are in the one vocabulary', async () => {
    const { value } = await port().list(KNOWN);
    expect(value.length).toBeGreaterThan(0);
    for (const order of value) {
      expect(order.id).toMatch(/^\d{1,19}$/);
      expect(serviceOrderStatuses).toContain(order.status);
      if (order.type !== null) expect(serviceOrderTypes).toContain(order.type);
      if (order.visit !== null) expect(isPlainDate(order.visit.date)).toBe(true);
      if (order.openedAt !== null) expect(order.openedAt).toBeInstanceOf(Date);
    }
    expect(new Set(value.map(({ id }) => id)).size).toBe(value.length);
  });

  it('of somebody unknown are none', async () => {
    expect((await port().list(STRANGER)).value).toEqual([]);
  });

  it('have their facts', async () => {
    const [order] = (await port().list(KNOWN)).value;
    const facts = await port().facts(KNOWN, order!);
    expect(Object.keys(facts.address).sort()).toEqual(
      ['cep', 'city', 'complement', 'neighborhood', 'number', 'street', 'uf'].sort(),
    );
    for (const text of Object.values(facts.address)) expect(typeof text).toBe('string');
  });
});

describe.each(adaptersOf(ProtocolsPort))('protocols of %s', (system) => {
  const port = () => adapter(ProtocolsPort, system);

  it('are the latest, newest first, as many as asked', async () => {
    const { value } = await port().latest(KNOWN, 10);
    expect(value.length).toBeGreaterThan(1);
    const times = value.map(({ registeredAt }) => registeredAt?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((left, right) => right - left));
    for (const { number } of value) expect(number).toMatch(/^\d{6,}$/);
    expect((await port().latest(KNOWN, 1)).value).toEqual(value.slice(0, 1));
  });

  it('of somebody unknown are none', async () => {
    expect((await port().latest(STRANGER, 5)).value).toEqual([]);
  });

  it('fail in the closed set', async () => {
    simulators[system].faults.set('*', { kind: 'html' });
    expect((await failure(port().latest(holderOf('7', '16899535009'), 3))).kind).toBe('bad-payload');
  });
});

describe.each(adaptersOf(CustomerContactsPort))('contacts of %s', (system) => {
  const port = () => adapter(CustomerContactsPort, system);

  it('have ids of their own and at most one primary of a kind', async () => {
    const { emails, phones } = (await port().list(KNOWN)).value;
    for (const contacts of [emails, phones]) {
      expect(new Set(contacts.map(({ id }) => id)).size).toBe(contacts.length);
      expect(contacts.filter(({ primary }) => primary).length).toBeLessThanOrEqual(1);
    }
    expect(emails.length + phones.length).toBeGreaterThan(0);
  });

  it('take a primary e-mail and a mobile', async () => {
    const email = { address: 'contato.novo@example.com', type: 'PERSONAL', primary: true } as const;
    expect(await port().addEmail(KNOWN, email)).toBe('done');
    expect(await port().addPhone(KNOWN, { number: '+5532999998877', type: 'MOBILE', primary: false })).toBe('done');
    const journal = simulators[system].journal.calls();
    expect(JSON.stringify(journal.map(({ body }) => body))).toContain('contato.novo@example.com');
    // Upstreams are told national digits.
    expect(JSON.stringify(journal.map(({ body }) => body))).toContain('32999998877');
    expect(JSON.stringify(journal.map(({ body }) => body))).not.toContain('+55');
  });

  it('remove what was added, or say that they cannot', async () => {
    const { emails } = (await port().list(KNOWN)).value;
    const [email] = emails;
    const outcome = await port().removeEmail(KNOWN, email!.id);
    expect(['done', 'unsupported']).toContain(outcome);
    const left = (await port().list(KNOWN)).value.emails.map(({ id }) => id);
    expect(left.includes(email!.id)).toBe(outcome === 'unsupported');
  });

  it('tell a lost answer from a failure', async () => {
    simulators[system].faults.set('*', { kind: 'reset-after' });
    const email = { address: 'perdido@example.com', type: 'PERSONAL', primary: true } as const;
    expect(await port().addEmail(KNOWN, email)).toBe('uncertain');
  });

  it('fail in the closed set', async () => {
    simulators[system].faults.set('*', { kind: 'status', status: 503 });
    expect((await failure(port().list(holderOf('6', '16899535009')))).kind).toBe('unavailable');
  });
});
