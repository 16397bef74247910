import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startFieldControl, type FieldControlSimulator } from '../../sandbox/field-control/field-control.simulator.js';
import { startVhsys, type VhsysSimulator } from '../../sandbox/vhsys/vhsys.simulator.js';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import { isDocument } from '../../src/common/brazil/document.js';
import {
  type ServiceOrderOpening,
  ServiceOrdersPort,
  type VisitSlot,
} from '../../src/modules/service-orders/service-orders.port.js';
import { UpstreamError } from '../../src/upstreams/core/upstream-error.js';
import { portRegistry, type SystemId } from '../../src/upstreams/port-registry.js';
import { startTestApplication, type TestApplication } from '../support/application.js';

const DOCUMENT = '11144477735';
if (!isDocument(DOCUMENT)) throw new Error('not a document');
const HOLDER = { id: 'holder-81593', erpCustomerId: '81593', document: DOCUMENT };

let fieldControl: FieldControlSimulator;
let vhsys: VhsysSimulator;
let product: TestApplication;
beforeAll(async () => {
  fieldControl = await startFieldControl({ apiKey: 'acts-suite-key', rateLimited: false });
  vhsys = await startVhsys({ accessToken: 'access', secretAccessToken: 'secret' });
  const [service] = [...fieldControl.state.services.keys()];
  product = await startTestApplication({
    FIELD_CONTROL_URL: fieldControl.url,
    FIELD_CONTROL_API_KEY: 'acts-suite-key',
    FIELD_CONTROL_SERVICE_TYPES: `${service ?? ''}=REPAIR`,
    FIELD_CONTROL_TIMEOUT_MS: '20000',
    VHSYS_URL: vhsys.url,
    VHSYS_ACCESS_TOKEN: 'access',
    VHSYS_SECRET_ACCESS_TOKEN: 'secret',
  });
}, 60_000);
afterAll(async () => {
  await product.close();
  await Promise.all([fieldControl.close(), vhsys.close()]);
});
beforeEach(() => {
  fieldControl.faults.clear();
  vhsys.faults.clear();
});

function adapter(system: SystemId): ServiceOrdersPort {
  const type = portRegistry.find(({ port }) => port === ServiceOrdersPort)?.adapters[system];
  if (type === undefined) throw new Error('no such adapter');
  return product.app.get<ServiceOrdersPort>(type);
}

const inDays = (offset: number, shift: VisitSlot['shift'] = 'MORNING'): VisitSlot => ({
  itemId: '1',
  date: addDays(todayInSaoPaulo(), offset),
  shift,
});
let openings = 0;
const opening = (visit: VisitSlot | null): ServiceOrderOpening => ({
  contractId: '899059',
  type: 'REPAIR',
  description: 'Sem conexão',
  customerName: 'MARINA',
  reference: `17000000000000${String((openings += 1)).padStart(2, '0')}`,
  visit,
  credential: () => Promise.reject(new Error('not needed')),
});
const kindOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof UpstreamError ? error.kind : 'other'),
  );

describe('vhsys', () => {
  it('registers and cancels orders', async () => {
    const port = adapter('vhsys');
    const opened = await port.open(HOLDER, opening(inDays(5)));
    if (opened === 'uncertain') throw new Error('uncertain');
    expect(opened).toMatchObject({ id: expect.stringMatching(/^\d+$/), visitBooked: true });
    const found = (await port.current(HOLDER)).find(({ id }) => id === opened.id);
    expect(found).toMatchObject({ type: 'REPAIR', status: 'ST_OS_CRIADA', visit: { date: inDays(5).date } });
    expect(await port.cancelVisit(HOLDER, found!)).toBe('done');
    expect(await port.close(HOLDER, found!)).toBe('done');
    expect((await port.current(HOLDER)).find(({ id }) => id === opened.id)?.status).toBe('ST_OS_CANCELADA');
  });

  it('finds an order whose answer was lost', async () => {
    const port = adapter('vhsys');
    const knownIds = (await port.current(HOLDER)).map(({ id }) => id);
    vhsys.faults.set('vhsys.service-orders.register', { kind: 'reset-after' });
    const asked = opening(null);
    expect(await port.open(HOLDER, asked)).toBe('uncertain');
    const trace = { contractId: '899059', type: 'REPAIR', reference: asked.reference, protocol: null } as const;
    const found = await port.findOpened(HOLDER, { ...trace, knownIds });
    expect(found).toMatchObject({ id: expect.any(String), visitBooked: false });
    expect(await port.findOpened(HOLDER, { ...trace, knownIds: [...knownIds, found!.id!] })).toBeUndefined();
  });

  it('says what it cannot', async () => {
    const port = adapter('vhsys');
    const [order] = await port.current(HOLDER);
    const search = { from: inDays(1).date, days: 5, shift: 'MORNING' } as const;
    expect(await kindOf(port.slotsOf(HOLDER, order!, search))).toBe('unsupported');
    expect(await kindOf(port.book(HOLDER, order!.id, inDays(3)))).toBe('unsupported');
    expect(await kindOf(port.rate(HOLDER, order!.id, { technician: 1, resolution: 1 }))).toBe('unsupported');
    expect(await kindOf(port.ratingOf(HOLDER, order!.id))).toBe('unsupported');
    expect(port.keepsLog).toBe(false);
  });
});

describe('Field Control', () => {
  it('creates an order with its visit, moves it and calls it off', async () => {
    const port = adapter('field-control');
    const asked = opening(inDays(4));
    expect(await port.open(HOLDER, asked)).toEqual({ id: asked.reference, protocol: null, visitBooked: true });
    expect(await port.book(HOLDER, asked.reference, inDays(6, 'AFTERNOON'))).toBe('done');
    const state = fieldControl.state.orderWithIdentifier(asked.reference)!;
    const task = () => [...fieldControl.state.tasks.values()].find(({ orderId }) => orderId === state.id)!;
    expect(task()).toMatchObject({ status: 'scheduled', scheduling: { date: inDays(6).date, time: '13:00' } });
    const order = (await port.current(HOLDER)).find(({ id }) => id === asked.reference)!;
    expect(order).toMatchObject({ type: 'REPAIR', status: 'ST_OS_AGENDADA', visit: { shift: 'AFTERNOON' } });
    expect(await port.cancelVisit(HOLDER, order)).toBe('done');
    expect(await port.close(HOLDER, order)).toBe('done');
    expect(task().status).toBe('canceled');
  }, 60_000);

  it('finds an order whose answer was lost by the name we gave it', async () => {
    const port = adapter('field-control');
    fieldControl.faults.set('field-control.orders.create', { kind: 'reset-after' });
    const asked = opening(inDays(4));
    expect(await port.open(HOLDER, asked)).toBe('uncertain');
    const trace = { ...asked, knownIds: [], protocol: null };
    expect(await port.findOpened(HOLDER, trace)).toMatchObject({ id: asked.reference });
    expect(await port.findOpened(HOLDER, { ...trace, reference: '1' })).toBeUndefined();
  }, 60_000);

  it('says what it cannot', async () => {
    const port = adapter('field-control');
    expect(await kindOf(port.open(HOLDER, opening(null)))).toBe('unsupported');
    expect(await kindOf(port.open(HOLDER, { ...opening(inDays(4)), type: 'PICKUP' }))).toBe('unsupported');
    expect(await kindOf(port.ratingOf(HOLDER, '1'))).toBe('unsupported');
    expect(await kindOf(port.rate(HOLDER, '1', { technician: 1, resolution: 1 }))).toBe('unsupported');
    expect(port.keepsLog).toBe(false);
  });
});
