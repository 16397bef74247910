import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { type ContractPlace, CustomerFactsService } from '../audience/customer-facts.service.js';
import { ContractPlaces } from './contract-places.service.js';
import { ContractsService } from './contracts.service.js';

const CUSTOMER = 'customer';
const MONTH_MS = 31 * 86_400_000;

const place = (contractId: string, known: Partial<ContractPlace> = {}): ContractPlace => ({
  contractId,
  status: 'HABILITADO',
  learntAt: new Date(),
  city: null,
  district: null,
  placeLearntAt: null,
  ...known,
});
const IN_CARMO = { city: 'CARMO', district: 'CENTRO', placeLearntAt: new Date() };

describe('ContractPlaces', () => {
  let known: ContractPlace[];
  let listed: ContractPlace[];
  let owned: string[];
  let details: jest.Mock<(customerId: string, contractId: string) => Promise<void>>;
  let list: jest.Mock<() => Promise<void>>;
  let places: ContractPlaces;

  beforeEach(() => {
    [known, listed, owned] = [[], [], []];
    list = jest.fn(async () => void (known = listed));
    details = jest.fn(async (_, id) => {
      known = known.map((row) => (row.contractId === id ? { ...row, ...IN_CARMO } : row));
    });
    const contracts = Object.create(ContractsService.prototype, {
      contractsOf: { value: list },
      details: { value: details },
    }) as ContractsService;
    const facts = Object.create(CustomerFactsService.prototype, {
      places: {
        value: async (_: string, id?: string) =>
          known.filter(({ contractId }) => id === undefined || contractId === id),
      },
    }) as CustomerFactsService;
    const ledger = Object.create(OwnershipLedger.prototype, { list: { value: async () => owned } }) as OwnershipLedger;
    places = new ContractPlaces(contracts, facts, ledger, new PinoLogger({ pinoHttp: { level: 'silent' } }));
  });

  const cities = async (contractId?: string): Promise<(string | null)[]> =>
    (await places.of(CUSTOMER, contractId)).map(({ city }) => city);

  it('asks nobody for what is known, also of an address without a place', async () => {
    known = [place('1', IN_CARMO), place('2', { placeLearntAt: new Date() })];
    expect(await cities()).toEqual(['CARMO', null]);
    expect(details).not.toHaveBeenCalled();
    expect(list).not.toHaveBeenCalled();
  });

  it('reads each missing place once, for however many at the same time', async () => {
    known = [place('1'), place('2', IN_CARMO), place('3')];
    const answers = await Promise.all([cities(), cities(), cities('1')]);
    expect(answers).toEqual([['CARMO', 'CARMO', 'CARMO'], ['CARMO', 'CARMO', 'CARMO'], ['CARMO']]);
    expect(details.mock.calls.map(([, id]) => id).toSorted()).toEqual(['1', '3']);
  });

  it('lists the contracts of a customer of whom nothing is known', async () => {
    listed = [place('1')];
    expect(await cities()).toEqual(['CARMO']);
    expect(list).toHaveBeenCalledTimes(1);
  });

  it('leaves out cancelled contracts, and asks nothing of them', async () => {
    known = [place('1', { status: 'CANCELADO' }), place('2', IN_CARMO)];
    expect(await cities()).toEqual(['CARMO']);
    expect(await cities('1')).toEqual([]);
    expect(details).not.toHaveBeenCalled();
  });

  it('goes by what it has when the provider fails, and does not ask again at once', async () => {
    details.mockRejectedValue(new Error('down'));
    known = [place('1')];
    expect([await cities(), await cities()]).toEqual([[null], [null]]);
    expect(details).toHaveBeenCalledTimes(1);
  });

  it('names the contracts that are the customer’s when they cannot be listed', async () => {
    list.mockRejectedValue(new Error('down'));
    owned = ['8', '9'];
    expect((await places.of(CUSTOMER)).map(({ contractId }) => contractId)).toEqual(['8', '9']);
    expect(await places.of(CUSTOMER, '8')).toEqual([{ contractId: '8', city: null, district: null }]);
    expect(list).toHaveBeenCalledTimes(1);
  });

  it('reads a place again after a month, and keeps the old one when that fails', async () => {
    details.mockRejectedValueOnce(new Error('down'));
    const old = { city: 'IBATE', district: null, placeLearntAt: new Date(Date.now() - MONTH_MS) };
    known = [place('1', old), place('2', old)];
    expect((await cities()).toSorted()).toEqual(['CARMO', 'IBATE']);
  });

  it('does not wait for long for a provider that does not answer', async () => {
    details.mockReturnValue(new Promise(() => undefined));
    known = [place('1')];
    expect(await cities()).toEqual([null]);
  });
});
