import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { authConfig } from '../../common/auth/auth.config.js';
import { parseDocument } from '../../common/brazil/document.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { STRANGER } from './audience-target.js';
import { AudienceTargets } from './audience-targets.service.js';
import { CustomerFactsService } from './customer-facts.service.js';

describe('CustomerFactsService', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let targets: AudienceTargets;
  let service: CustomerFactsService;
  let customerId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(
      dataSourceOptions({ url: database.url, poolSize: 2, statementTimeoutMs: 5_000 }),
    ).initialize();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const auth = authConfig.parse({ CUSTOMER_TOKEN_PRIVATE_KEY: pem, ADMIN_TOKEN_PRIVATE_KEY: pem });
    if ('faults' in auth) throw new Error(auth.faults.join());
    targets = new AudienceTargets(auth.value);
  });

  beforeEach(async () => {
    await dataSource.query('TRUNCATE customer_account CASCADE');
    customerId = randomUUID();
    await dataSource.query(
      `INSERT INTO customer_account (id, erp_customer_id, document, first_name) VALUES ($1, '1', '52998224725', 'Ana')`,
      [customerId],
    );
    service = new CustomerFactsService(dataSource.manager, targets);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const fibre = { id: '1', plan: 'Fibra  500', status: 'HABILITADO' };
  const phone = { id: '2', plan: null, status: 'SUSPENSO' };

  it('knows the document of an account, and nothing of nobody', async () => {
    const document = parseDocument('52998224725');
    expect(await service.of(customerId)).toEqual({ ...STRANGER, documentHash: targets.documentHash(document!) });
    expect(await service.of(randomUUID())).toEqual(STRANGER);
  });

  it('knows all contracts, or one of them', async () => {
    await service.learnContracts(customerId, [fibre, phone]);
    await service.learnPlace(customerId, '1', { city: 'São Carlos', district: 'Centro' });
    const facts = await service.of(customerId);
    expect({ ...facts, statuses: facts.statuses.toSorted() }).toMatchObject({
      cities: ['SAO CARLOS'],
      plans: ['FIBRA 500'],
      statuses: ['HABILITADO', 'SUSPENSO'],
    });
    expect(await service.of(customerId, '2')).toMatchObject({ cities: [], plans: [], statuses: ['SUSPENSO'] });
    expect(await service.places(customerId)).toEqual(
      expect.arrayContaining([
        {
          contractId: '1',
          status: 'HABILITADO',
          city: 'SAO CARLOS',
          district: 'CENTRO',
          learntAt: expect.any(Date),
          placeLearntAt: expect.any(Date),
        },
        {
          contractId: '2',
          status: 'SUSPENSO',
          city: null,
          district: null,
          learntAt: expect.any(Date),
          placeLearntAt: null,
        },
      ]),
    );
    expect(await service.places(customerId, '1')).toHaveLength(1);
  });

  it('forgets a contract that is no longer listed, and keeps the place of the others', async () => {
    await service.learnContracts(customerId, [fibre, phone]);
    await service.learnPlace(customerId, '1', { city: 'Ibaté', district: null });
    await service.learnContracts(customerId, [{ ...fibre, status: 'SUSPENSO' }]);
    expect(await service.of(customerId)).toMatchObject({ cities: ['IBATE'], statuses: ['SUSPENSO'] });
    await service.learnContracts(customerId, []);
    expect(await service.of(customerId)).toMatchObject({ cities: [], plans: [], statuses: [] });
  });

  it('keeps the place of a contract that became known after its address', async () => {
    const place = { city: 'Ibaté', district: null };
    await service.learnPlace(customerId, '1', place);
    await service.learnContracts(customerId, [fibre]);
    await service.learnPlace(customerId, '1', place);
    expect(await service.places(customerId)).toMatchObject([{ contractId: '1', city: 'IBATE', district: null }]);
  });

  it('keeps the place that was known when an address names none, and that it was read', async () => {
    await service.learnContracts(customerId, [fibre, phone]);
    await service.learnPlace(customerId, '1', { city: 'Ibaté', district: 'Centro' });
    for (const id of ['1', '2']) await service.learnPlace(customerId, id, null);
    const places = await service.places(customerId);
    expect(places.toSorted((one, other) => (one.contractId < other.contractId ? -1 : 1))).toMatchObject([
      { city: 'IBATE', district: 'CENTRO', placeLearntAt: expect.any(Date) },
      { city: null, district: null, placeLearntAt: expect.any(Date) },
    ]);
  });
});
