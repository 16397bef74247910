import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type LastConnection, LastConnectionsPort } from '../../src/modules/connection/last-connections.port.js';
import { AcsPort, type WifiHost } from '../../src/modules/wifi/acs.port.js';
import {
  type Caller,
  FIRST_CUSTOMER,
  OTHER_CUSTOMER,
  startTestApplication,
  type TestApplication,
} from '../support/application.js';
import { CodeReceiver, verificationOf } from '../support/code-receiver.js';
import { expectProblem } from '../support/problems.js';

const READ = 'webservice-cliente.contract-network.read';
const CHANGE = 'webservice-cliente.contract-network.change-wifi';
const SECRET = 'segredo;da"casa\\1';

let receiver: CodeReceiver;
let product: TestApplication;
let me: Caller;
let other: Caller;
beforeAll(async () => {
  receiver = await CodeReceiver.start();
  product = await startTestApplication({ ...receiver.variables, WEBSERVICE_CLIENTE_TIMEOUT_MS: '1000' });
  me = await product.loginCustomer();
  other = await product.loginCustomer(OTHER_CUSTOMER);
});
afterAll(async () => {
  await product.close();
  await receiver.close();
});
beforeEach(() => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  connected();
});
afterEach(() => void jest.restoreAllMocks());

/** The simulator's sessions come and go with the hour; here the line is what the test says. */
function connected(change: Partial<LastConnection> = {}): void {
  const session = { startedAt: new Date(), updatedAt: new Date(), stoppedAt: null, address: null, ...change };
  const value = ['899059', '1283299', '311622'].map((contractId) => ({ ...session, contractId }));
  jest.spyOn(product.app.get(LastConnectionsPort), 'list').mockResolvedValue({ value });
}
const get = (path: string, caller: Caller, query: object, headers: Caller = {}) =>
  product.http().get(`/app/v1/wifi/${path}`).query(query).set(caller).set(headers);
const update = (caller: Caller, body: object) =>
  product.http().put('/app/v1/wifi/configuration').set(caller).send(body);
const mine = { contract_id: '899059', ssid: 'Casa da Avó', password: SECRET };

describe('status', () => {
  it('says yes', async () => {
    const { body } = await get('status', me, { contractId: '899059' }).expect(200);
    expect(body).toEqual({ can_manage: true, reasons: [] });
  });

  it('says why not', async () => {
    const reasonsOf = async (caller: Caller, contractId: string) => {
      const { body } = await get('status', caller, { contractId }).expect(200);
      expect(body).toMatchObject({ can_manage: false });
      return (body as { reasons: string[] }).reasons;
    };
    expect(await reasonsOf(other, '311622')).toEqual(['CONTRACT_BLOCKED']);
    expect(await reasonsOf(me, '1283303')).toContain('NO_EQUIPMENT');
    connected({ stoppedAt: new Date() });
    expect(await reasonsOf(me, '899059')).toEqual(['EQUIPMENT_OFFLINE']);
    connected();
    const { contractNetworks } = product.erp.state;
    const equipment = contractNetworks.get(1283299)!;
    contractNetworks.set(1283299, { ...equipment, vendor: 'TP-LINK' });
    expect(await reasonsOf(me, '1283299')).toEqual(['EQUIPMENT_UNSUPPORTED']);
    contractNetworks.set(1283299, equipment);
  });

  it('answers problems', async () => {
    expectProblem(await get('status', other, { contractId: '899059' }), 404, 'NOT_FOUND');
    expectProblem(await get('status', me, {}), 400, 'VALIDATION_ERROR');
    expectProblem(await get('status', product.channel, { contractId: '899059' }), 401, 'UNAUTHENTICATED');
    expect(product.erp.journal.calls()).toEqual([]);
    product.erp.faults.set(READ, { kind: 'garbage' });
    expectProblem(await get('status', me, { contractId: '899059' }), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('devices', () => {
  it('are unsupported without a server that manages equipment, and nobody is asked', async () => {
    const { body } = await get('devices', me, { contractId: '899059' }).expect(200);
    expect(body).toEqual({ supported: false, items: [] });
    expectProblem(await get('devices', other, { contractId: '899059' }), 404, 'NOT_FOUND');
    expectProblem(await get('devices', me, { contractId: 'x' }), 400, 'VALIDATION_ERROR');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('are shown with masked addresses where there is one', async () => {
    const acs = product.app.get(AcsPort);
    jest.replaceProperty(acs, 'supported', true);
    const host: WifiHost = {
      mac: '74-cc-39-87-25-93',
      name: 'Celular',
      ipAddress: '192.168.1.20',
      band: '5_GHZ',
      signal: -52,
      connectedSince: new Date('2026-11-21T12:00:00Z'),
    };
    const nothing: WifiHost = {
      mac: 'unknown',
      name: null,
      ipAddress: null,
      band: null,
      signal: null,
      connectedSince: null,
    };
    const hosts = jest.spyOn(acs, 'hosts').mockResolvedValue([host, nothing]);
    const { body } = await get('devices', me, { contractId: '899059' }).expect(200);
    expect(hosts).toHaveBeenCalledWith('HWTC1A2B3C4D');
    expect(body).toEqual({
      supported: true,
      items: [
        {
          mac_masked: '74:CC:39:**:**:93',
          name: 'Celular',
          ip: '192.168.1.20',
          band: '5_GHZ',
          signal: -52,
          connected_since: '2026-11-21T09:00:00-03:00',
        },
        { mac_masked: '**:**:**:**:**:**', name: null, ip: null, band: null, signal: null, connected_since: null },
      ],
    });
    const none = await get('devices', me, { contractId: '1283303' }).expect(200);
    expect(none.body).toEqual({ supported: true, items: [] });
  });
});

describe('update', () => {
  it('gives the network its new name and password', async () => {
    const { body } = await update(me, mine).expect(202);
    expect(body).toEqual({
      status: 'APPLYING',
      warning: expect.stringContaining('desconectados'),
      estimated_seconds: 60,
    });
    expect(product.erp.state.contractNetworks.get(899059)).toMatchObject({
      wifiName: 'Casa da Avó',
      wifiPassword: SECRET,
    });
  });

  it('may be repeated when the answer was lost', async () => {
    product.erp.faults.set(CHANGE, { kind: 'reset-after', times: 1 });
    await update(me, mine).expect(202);
    expect(product.erp.journal.calls(CHANGE)).toHaveLength(2);
  });

  it('neither stores nor logs the password, also when it fails', async () => {
    await update(me, mine).expect(202);
    for (const fault of ['error-envelope', 'reset', 'truncated', 'html'] as const) {
      product.erp.faults.set(CHANGE, { kind: fault });
      expect((await update(me, mine)).status).toBeGreaterThanOrEqual(500);
      product.erp.faults.clear();
    }
    await update(me, { ...mine, ssid: ' ' }).expect(400);
    expect(product.logs.length).toBeGreaterThan(0);
    expect(JSON.stringify(product.logs)).not.toContain(JSON.stringify(SECRET).slice(1, -1));
    expect(JSON.stringify(product.logs)).not.toContain('segredo');
    const tables = await product.dataSource.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const found = await product.dataSource.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM "${name}" AS row WHERE row::text LIKE '%segredo%'`,
      );
      expect({ name, ...found[0] }).toEqual({ name, count: 0 });
    }
  });

  it('is refused where the status says no', async () => {
    const blocked = await update(other, { ...mine, contract_id: '311622' });
    expectProblem(blocked, 409, 'WIFI_NOT_MANAGEABLE');
    expect(blocked.body).toMatchObject({ reason: 'CONTRACT_BLOCKED' });
    connected({ stoppedAt: new Date() });
    const offline = await update(me, mine);
    expectProblem(offline, 409, 'WIFI_NOT_MANAGEABLE');
    expect(offline.body).toMatchObject({ reason: 'EQUIPMENT_OFFLINE' });
    expectProblem(await update(me, { ...mine, band: '5_GHZ' }), 422, 'WIFI_BAND_UNSUPPORTED');
    expect(product.erp.journal.calls(CHANGE)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no name', { ssid: undefined }, 'ssid'],
    ['an empty name', { ssid: '' }, 'ssid'],
    ['33 bytes', { ssid: 'é'.repeat(16) + 'x' }, 'ssid'],
    ['a blank in front', { ssid: ' CASA' }, 'ssid'],
    ['a control character', { ssid: 'CA\u0007SA' }, 'ssid'],
    ['no password', { password: undefined }, 'password'],
    ['7 characters', { password: '1234567' }, 'password'],
    ['64 characters', { password: 'x'.repeat(64) }, 'password'],
    ['an accent', { password: 'senhaçom1' }, 'password'],
    ['a number', { password: 12345678 }, 'password'],
    ['an unknown band', { band: '60_GHZ' }, 'band'],
    ['no contract', { contract_id: undefined }, 'contract_id'],
  ])('refuses %s', async (_, change, field) => {
    const answer = await update(me, { ...mine, ...change });
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(answer.text).not.toContain('x'.repeat(64));
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('of a foreign contract is not found, and the ERP is not asked', async () => {
    expectProblem(await update(other, mine), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });
});

describe('configuration', () => {
  const read = (caller: Caller, query: object, headers: Caller = {}) => get('configuration', caller, query, headers);
  const verification = () =>
    verificationOf(product, receiver, FIRST_CUSTOMER.document, 'REVEAL_WIFI_PASSWORD').then((token) => ({
      'x-verification-token': token,
    }));

  it('shows everything but the password', async () => {
    const answer = await read(me, { contractId: '1283299' }).expect(200);
    expect(answer.body).toEqual({
      ssid: 'SITIO',
      password_set: true,
      security: 'WPA2-PSK',
      bands: ['2_4_GHZ', '5_GHZ'],
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    // A verification alone reveals nothing.
    const token = await verification();
    expect((await read(me, { contractId: '1283299', reveal: 'false' }, token).expect(200)).text).not.toContain(
      'demo-wifi',
    );
    await read(me, { contractId: '1283299', reveal: 'true' }, token).expect(200);
  });

  it('shows the password against a verification, once', async () => {
    const token = await verification();
    const { body } = await read(me, { contractId: '1283299', reveal: 'true' }, token).expect(200);
    expect(body).toMatchObject({ ssid: 'SITIO', password: 'demo-wifi-2', password_set: true });
    expectProblem(await read(me, { contractId: '1283299', reveal: 'true' }, token), 422, 'VERIFICATION_TOKEN_REFUSED');
    expect(JSON.stringify(product.logs)).not.toContain('demo-wifi-2');
  });

  it('does not show it otherwise, and asks nobody', async () => {
    const query = { contractId: '1283299', reveal: 'true' };
    expectProblem(await read(me, query), 403, 'STEP_UP_REQUIRED');
    expectProblem(await read(me, query, { 'x-verification-token': 'x' }), 422, 'VERIFICATION_TOKEN_REFUSED');
    const forPassword = await verificationOf(product, receiver, FIRST_CUSTOMER.document, 'PASSWORD_RECOVERY');
    const forOther = await verificationOf(product, receiver, OTHER_CUSTOMER.document, 'REVEAL_WIFI_PASSWORD');
    product.erp.journal.clear();
    for (const token of [forPassword, forOther]) {
      expectProblem(await read(me, query, { 'x-verification-token': token }), 422, 'VERIFICATION_TOKEN_REFUSED');
    }
    expectProblem(await read(other, query), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('costs no verification when nothing could be read', async () => {
    const token = await verification();
    const query = { contractId: '1283299', reveal: 'true' };
    product.erp.faults.set(READ, { kind: 'error-envelope' });
    expectProblem(await read(me, query, token), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.clear();
    await read(me, query, token).expect(200);
  });

  it('answers problems', async () => {
    expectProblem(await read(me, { contractId: '1283303' }), 404, 'NO_WIFI_DATA');
    product.erp.journal.clear();
    expectProblem(await read(me, {}), 400, 'VALIDATION_ERROR');
    expectProblem(await read(me, { contractId: '899059', reveal: 'yes' }), 400, 'VALIDATION_ERROR');
    expectProblem(await read(other, { contractId: '899059' }), 404, 'NOT_FOUND');
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('is an invented one behind its switch', async () => {
    const mocked = await startTestApplication({ WIFI_CONFIGURATION_MOCK: 'true' });
    try {
      const caller = await mocked.loginCustomer();
      mocked.erp.journal.clear();
      const { body } = await mocked.http().get('/app/v1/wifi/configuration?contractId=899059').set(caller).expect(200);
      expect(body).toMatchObject({ ssid: 'REDE_DE_EXEMPLO', password_set: true });
      expect(mocked.erp.journal.calls()).toEqual([]);
    } finally {
      await mocked.close();
    }
  });
});
