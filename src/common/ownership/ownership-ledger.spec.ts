import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../persistence/data-source-options.js';
import { OwnedResourceEntity } from './owned-resource.entity.js';
import { OwnershipLedger } from './ownership-ledger.js';

let database: TestDatabase;
let dataSource: DataSource;
let ledger: OwnershipLedger;
let marina: string;

const newLedger = () => new OwnershipLedger(dataSource.getRepository(OwnedResourceEntity));

let lastErpId = 0;
async function addCustomer(): Promise<string> {
  const id = randomUUID();
  lastErpId += 1;
  await dataSource.query(
    'INSERT INTO customer_account (id, erp_customer_id, document, first_name) VALUES ($1, $2, $3, $4)',
    [id, String(lastErpId), String(lastErpId).padStart(11, '0'), 'TESTE'],
  );
  return id;
}

beforeAll(async () => {
  database = await createTestDatabase();
  const options = dataSourceOptions({ url: database.url, poolSize: 2, statementTimeoutMs: 5_000 });
  dataSource = await new DataSource({ ...options, entities: [OwnedResourceEntity] }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(async () => {
  ledger = newLedger();
  marina = await addCustomer();
});

describe('OwnershipLedger', () => {
  it('knows what was recorded, for the customer it was recorded for', async () => {
    const roberto = await addCustomer();
    await ledger.record(marina, 'customer-bill', [{ id: '90', contractId: '899059' }]);
    const found = { kind: 'customer-bill', id: '90', contractId: '899059' };
    expect(await ledger.find(marina, 'customer-bill', '90')).toEqual(found);
    expect(await newLedger().find(marina, 'customer-bill', '90')).toEqual(found);
    expect(await ledger.find(roberto, 'customer-bill', '90')).toBeUndefined();
    expect(await ledger.find(marina, 'contract', '90')).toBeUndefined();
    expect(await ledger.find(marina, 'customer-bill', '9')).toBeUndefined();
  });

  it('may be told the same again, and a contract it did not know', async () => {
    await ledger.record(marina, 'customer-bill', [{ id: '90' }]);
    await ledger.record(marina, 'customer-bill', [{ id: '90' }, { id: '91' }]);
    await ledger.record(marina, 'customer-bill', [{ id: '90', contractId: '899059' }]);
    expect((await ledger.list(marina, 'customer-bill')).sort()).toEqual(['90', '91']);
    expect((await newLedger().find(marina, 'customer-bill', '90'))?.contractId).toBe('899059');
  });

  it('forgets what is no longer in a complete list, of that kind and customer only', async () => {
    const roberto = await addCustomer();
    await ledger.record(marina, 'contract', [{ id: '1' }, { id: '2' }]);
    await ledger.record(marina, 'customer-bill', [{ id: '1' }]);
    await ledger.record(roberto, 'contract', [{ id: '1' }]);
    await ledger.replace(marina, 'contract', [{ id: '2' }, { id: '3' }]);
    expect((await ledger.list(marina, 'contract')).sort()).toEqual(['2', '3']);
    expect(await ledger.find(marina, 'contract', '1')).toBeUndefined();
    expect(await ledger.find(marina, 'customer-bill', '1')).toBeDefined();
    expect(await ledger.find(roberto, 'contract', '1')).toBeDefined();
  });

  it('does not look again for a list that is the same, until something is added to it', async () => {
    await ledger.replace(marina, 'contract', [{ id: '1' }, { id: '2' }]);
    await newLedger().record(marina, 'contract', [{ id: '3' }]);
    await ledger.replace(marina, 'contract', [{ id: '2' }, { id: '1' }]);
    expect((await ledger.list(marina, 'contract')).sort()).toEqual(['1', '2', '3']);
    await ledger.record(marina, 'contract', [{ id: '4' }]);
    await ledger.replace(marina, 'contract', [{ id: '1' }, { id: '2' }]);
    expect((await ledger.list(marina, 'contract')).sort()).toEqual(['1', '2']);
  });

  it('forgets all when the list is empty', async () => {
    await ledger.record(marina, 'contract', [{ id: '1' }]);
    await ledger.replace(marina, 'contract', []);
    expect(await ledger.list(marina, 'contract')).toEqual([]);
    expect(await ledger.find(marina, 'contract', '1')).toBeUndefined();
  });
});
