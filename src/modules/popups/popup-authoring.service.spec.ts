import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { authConfig } from '../../common/auth/auth.config.js';
import { dataSourceOptions } from '../../common/persistence/data-source-options.js';
import { AuditEntryEntity } from '../admin/audit-entry.entity.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { AuditedRecords } from '../admin/audited-records.service.js';
import { AudienceTargets } from '../audience/audience-targets.service.js';
import type { CreatePopupDto } from './popup.dto.js';
import { PopupEntity } from './popup.entity.js';
import { PopupAuthoringService } from './popup-authoring.service.js';

const ADMIN = randomUUID();
const WANTED: CreatePopupDto = {
  title: 'Manutenção',
  body: 'Texto',
  screen: 'HOME',
  starts_at: '2026-12-01T08:00:00-03:00',
  ends_at: '2026-12-08T08:00:00-03:00',
};

describe('PopupAuthoringService', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let audit: AuditLog;
  let service: PopupAuthoringService;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({
      ...dataSourceOptions({ url: database.url, poolSize: 3, statementTimeoutMs: 5_000 }),
      entities: [PopupEntity, AuditEntryEntity],
    }).initialize();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const auth = authConfig.parse({ CUSTOMER_TOKEN_PRIVATE_KEY: pem, ADMIN_TOKEN_PRIVATE_KEY: pem });
    if ('faults' in auth) throw new Error(auth.faults.join());
    audit = new AuditLog(dataSource.manager);
    const links = { hosts: new Set(['www.example.com']), appScheme: 'provider' };
    const records = new AuditedRecords(dataSource, audit);
    service = new PopupAuthoringService(records, dataSource, audit, new AudienceTargets(auth.value), links);
  });

  beforeEach(() => dataSource.query('TRUNCATE popup, popup_view, audit_entry CASCADE'));

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const stored = (): Promise<PopupEntity[]> => dataSource.getRepository(PopupEntity).find();
  const entries = (): Promise<AuditEntryEntity[]> => dataSource.getRepository(AuditEntryEntity).find();

  it('keeps what was asked for, and the defaults', async () => {
    const made = await service.create(ADMIN, WANTED);
    expect(await stored()).toEqual([
      expect.objectContaining({
        id: made.id,
        title: 'Manutenção',
        imageUrl: null,
        actions: [],
        startsAt: new Date('2026-12-01T11:00:00Z'),
        endsAt: new Date('2026-12-08T11:00:00Z'),
        priority: 0,
        blocking: false,
        target: {},
        cap: {},
        published: true,
        createdBy: ADMIN,
      }),
    ]);
    expect(made).toMatchObject({ title: 'Manutenção', created_by: ADMIN, holdout_percent: 0, published: true });
  });

  it('keeps targets in the form they are compared in, and no document', async () => {
    await service.create(ADMIN, {
      ...WANTED,
      target: {
        documents: ['529.982.247-25', '52998224725', '111.444.777-35'],
        cities: ['São  Carlos', 'SAO CARLOS'],
        platforms: ['ios'],
        min_version: '3.9',
      },
      cap: { per_day: 1, once: true },
    });
    const [popup] = await stored();
    expect(popup?.target).toEqual({
      document_hashes: [expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)],
      cities: ['SAO CARLOS'],
      platforms: ['ios'],
      min_version: '3.9',
      min_version_key: '000000003.000000009.000000000.000000000-~',
    });
    expect(popup?.cap).toEqual({ per_day: 1, once: true });
    expect(JSON.stringify([popup, await entries()])).not.toContain('52998224725');
  });

  it('is audited, without hashes of documents', async () => {
    const { id } = await service.create(ADMIN, { ...WANTED, target: { documents: ['529.982.247-25'] } });
    expect(await entries()).toEqual([
      expect.objectContaining({
        adminId: ADMIN,
        action: 'popup.created',
        subjectKind: 'popup',
        subjectId: id,
        before: null,
        after: expect.objectContaining({ title: 'Manutenção', target: { documents_count: 1 } }),
      }),
    ]);
  });

  it('makes nothing when the audit entry cannot be written', async () => {
    const append = jest.spyOn(audit, 'append').mockRejectedValueOnce(new Error('refused'));
    await expect(service.create(ADMIN, WANTED)).rejects.toThrow('refused');
    append.mockRestore();
    expect(await stored()).toEqual([]);
  });

  it.each<[Partial<CreatePopupDto>, string]>([
    [{ ends_at: '2026-12-01T11:00:00Z' }, 'ends_at'],
    [{ image_url: 'https://elsewhere.test/a.png' }, 'image_url'],
    [{ actions: [{ label: 'Abrir', kind: 'URL', link: 'http://www.example.com' }] }, 'actions.0.link'],
    [{ actions: [{ label: 'Abrir', kind: 'URL', link: 'provider://invoices' }] }, 'actions.0.link'],
    [{ actions: [{ label: 'Abrir', kind: 'DEEP_LINK', link: 'https://www.example.com' }] }, 'actions.0.link'],
    [{ actions: [{ label: 'Abrir', kind: 'DISMISS', link: 'provider://invoices' }] }, 'actions.0.link'],
    [{ target: { documents: ['529.982.247-25', '123'] } }, 'target.documents.1'],
    [{ target: { min_version: '3.10', max_version: '3.9' } }, 'target.max_version'],
  ])('refuses %j', async (fault, field) => {
    await expect(service.create(ADMIN, { ...WANTED, ...fault })).rejects.toMatchObject({
      kind: { code: 'VALIDATION_ERROR' },
      options: { invalidFields: [expect.objectContaining({ field })] },
    });
    expect(await stored()).toEqual([]);
  });

  it('takes allowed links', async () => {
    const actions: CreatePopupDto['actions'] = [
      { label: 'Site', kind: 'URL', link: 'https://www.example.com/pix' },
      { label: 'Faturas', kind: 'DEEP_LINK', link: 'provider://invoices' },
      { label: 'Fechar', kind: 'DISMISS' },
    ];
    await service.create(ADMIN, { ...WANTED, actions, image_url: 'https://www.example.com/a.png' });
    expect((await stored())[0]).toMatchObject({ actions, imageUrl: 'https://www.example.com/a.png' });
  });
});
