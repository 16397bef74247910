import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readLastPinLog, updatePinLog } from '../../src/upstreams/webservice-cliente/operations/infobip.js';
import { deprovisionEquipment, readTraffic } from '../../src/upstreams/webservice-cliente/operations/network.js';
import { rebootEquipment } from '../../src/upstreams/webservice-cliente/operations/omnichannel.js';
import {
  authenticateAtBitTrainers,
  authenticateAtNeo,
  authoriseAtBitTrainers,
  authoriseAtNeo,
} from '../../src/upstreams/webservice-cliente/operations/partners.js';
import {
  listFreePhoneNumbers,
  listPhonePrefixes,
  registerIncomingCall,
} from '../../src/upstreams/webservice-cliente/operations/telephony.js';
import type { Simulator } from '../core/simulator.js';
import { radiusLoginOf } from './network.state.js';
import { OperationCaller } from '../../test/support/operation-caller.js';
import type { WebserviceClienteState } from './state.js';
import { startWebserviceCliente } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-20T15:00:00Z');
const CREDENTIALS = { user: 'app', password: 'senha' };
const MARINA = { usuario: '11144477735', senha: 'demo-1234' };

let simulator: Simulator<WebserviceClienteState>;
let erp: OperationCaller;

beforeEach(async () => {
  simulator = await startWebserviceCliente({ ...CREDENTIALS, clock: () => START });
  erp = new OperationCaller(simulator.url, CREDENTIALS);
});
afterEach(() => simulator.close());

describe('network, telephony and partners', () => {
  it('shows counters that only grow, for own logins and less than 40 days', async () => {
    const traffic = (login: string, dataInicio: string) =>
      erp.call(readTraffic, { query: { login, dataInicio, dataFim: '2026-11-20T12:00:00-03:00' }, body: MARINA });
    const login = radiusLoginOf(899059);
    const called = await traffic(login, '2026-11-20T11:00:00-03:00');
    const readings = 'value' in called ? called.value : [];
    expect(readings.map(({ at }) => at)).toEqual([
      '2026-11-20T11:00:00-03:00',
      '2026-11-20T11:10:00-03:00',
      '2026-11-20T11:20:00-03:00',
      '2026-11-20T11:30:00-03:00',
      '2026-11-20T11:40:00-03:00',
      '2026-11-20T11:50:00-03:00',
      '2026-11-20T12:00:00-03:00',
    ]);
    const counters = readings.map(({ downloadCounter }) => downloadCounter);
    expect(counters).toEqual([...counters].sort((left, right) => left - right));
    expect(await traffic(radiusLoginOf(311622), '2026-11-20T11:00:00-03:00')).toEqual({
      failure: 'not-found:not-found',
    });
    expect(await traffic(login, '2026-10-01T11:00:00-03:00')).toEqual({ failure: 'rejected:refused' });
  });

  it('takes equipment out of service once, by its serial number', async () => {
    const deprovision = (SerialEquipamento: string) =>
      erp.expect(deprovisionEquipment, {
        body: {
          IdContrato: '899059',
          SerialEquipamento,
          IdPlano: '1',
          IdCliente: '81593',
          IdCidade: '100',
          LoginPPoE: radiusLoginOf(899059),
          TipoEquipamento: 'HUAWEI',
          isTelefonia: false,
        },
      });
    const reboot = () => erp.call(rebootEquipment, { body: { idContrato: '899059' } });
    expect(await reboot()).toEqual({ value: { done: true } });
    expect(await deprovision('other')).toEqual({ deprovisioned: false });
    expect(await deprovision('HWTC1A2B3C4D')).toEqual({ deprovisioned: true });
    expect(await deprovision('HWTC1A2B3C4D')).toEqual({ deprovisioned: false });
    expect(await reboot()).toEqual({ failure: 'not-found:not-found' });
  });

  it('lets customers with a contract in force in', async () => {
    const login = ({ usuario, senha }: typeof MARINA) => ({ query: { username: usuario, password: senha } });
    const denied = { failure: 'rejected:access-denied' };
    const neo = await erp.expect(authenticateAtNeo, login(MARINA));
    expect(neo).toEqual({ subscriberId: '81593' });
    const atNeo = (subscriber_id: string) =>
      erp.call(authoriseAtNeo, { query: { subscriber_id, resource_id: '123', country_code: 'BR' } });
    expect(await atNeo(neo.subscriberId)).toEqual({ value: { granted: true } });
    expect(await atNeo('366890')).toEqual(denied);
    expect(await erp.call(authenticateAtNeo, login({ ...MARINA, senha: 'x' }))).toEqual(denied);
    const { subscriberId } = await erp.expect(authenticateAtBitTrainers, login(MARINA));
    expect(Buffer.from(subscriberId, 'base64')).toHaveLength(16);
    const atBitTrainers = (subscriber_id: string) =>
      erp.call(authoriseAtBitTrainers, { query: { subscriber_id, resource_id: '11' } });
    expect(await atBitTrainers(subscriberId)).toEqual({ value: { granted: true } });
    expect(await atBitTrainers('other')).toEqual(denied);
  });

  it('offers free numbers of our own prefixes and notes calls', async () => {
    const prefixes = (isPortabilidade: boolean) =>
      erp.expect(listPhonePrefixes, { path: { idCidade: '100', isPortabilidade } });
    const [own] = await prefixes(false);
    expect(own).toMatchObject({ prefix: '3939', thirdParty: false });
    expect(await prefixes(true)).toMatchObject([{ thirdParty: true }]);
    const numbers = await erp.expect(listFreePhoneNumbers, { path: { idPrefixo: own!.id } });
    expect(numbers.map(({ number }) => number)).toEqual(['2741', '2742', '2745']);
    const call = (idCliente: string) => erp.call(registerIncomingCall, { body: { idCliente, numeroOrigem: '2299' } });
    expect(await call('81593')).toEqual({ value: { done: true } });
    expect(await call('1')).toEqual({ failure: 'rejected:falha' });
    expect(simulator.state.serviceDesk.calls).toMatchObject([{ customerId: 81593, from: '2299' }]);
  });

  it('shows a PIN once it was entered', async () => {
    const path = { telefone: '5522999990001' };
    expect(await erp.expect(readLastPinLog, { path })).toBeNull();
    const [log] = simulator.state.pinLogs;
    await erp.expect(updatePinLog, {
      path: { pin: '1425' },
      body: { pinId: log!.pinId, verified: true, attemptsRemaining: 2 },
    });
    expect(await erp.expect(readLastPinLog, { path })).toMatchObject({ pin: '1425', verified: true, attemptsLeft: 2 });
  });
});
