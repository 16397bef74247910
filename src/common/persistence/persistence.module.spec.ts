import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createTestDatabase } from '../../../test/support/database.js';
import type { TestDatabase } from '../../../test/support/database.js';
import { DatabasePing } from './database-ping.js';
import { PersistenceModule } from './persistence.module.js';
import { PERSISTENCE_OPTIONS } from './persistence.options.js';
import { snakeCase } from './snake-naming.strategy.js';

@Entity()
class TestDeviceEntity {
  @PrimaryColumn('text')
  serialNumber!: string;

  @Column('timestamptz', { default: () => 'now()' })
  firstSeenAt!: Date;
}

describe('PersistenceModule', () => {
  let database: TestDatabase;
  let application: TestingModule;

  beforeEach(async () => {
    database = await createTestDatabase();
    const options = { url: database.url, poolSize: 4, statementTimeoutMs: 200 };

    @Global()
    @Module({
      providers: [{ provide: PERSISTENCE_OPTIONS, useValue: options }],
      exports: [PERSISTENCE_OPTIONS],
    })
    class SettingsModule {}

    application = await Test.createTestingModule({
      imports: [SettingsModule, PersistenceModule, TypeOrmModule.forFeature([TestDeviceEntity])],
    }).compile();
  });

  afterEach(async () => {
    await application.close();
    await database.drop();
  });

  it('maps entities of feature modules to snake_case, without touching the schema itself', async () => {
    const dataSource = application.get(DataSource);
    const metadata = dataSource.getMetadata(TestDeviceEntity);
    expect([metadata.tableName, ...metadata.columns.map(({ databaseName }) => databaseName)]).toEqual([
      'test_device',
      'serial_number',
      'first_seen_at',
    ]);
    expect(await dataSource.query("SELECT to_regclass('test_device') AS found")).toEqual([{ found: null }]);

    await dataSource.query(
      'CREATE TABLE test_device (serial_number text PRIMARY KEY, first_seen_at timestamptz NOT NULL DEFAULT now())',
    );
    const firstSeenAt = new Date('2026-03-01T02:30:00-03:00');
    await dataSource.getRepository(TestDeviceEntity).insert({ serialNumber: 'A1', firstSeenAt });
    expect(await dataSource.query('SELECT first_seen_at::text AS at FROM test_device')).toEqual([
      { at: '2026-03-01 05:30:00+00' },
    ]);
    expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
  });

  it('lets the server cancel a statement that runs too long', async () => {
    await expect(application.get(DataSource).query('SELECT pg_sleep(5)')).rejects.toThrow('statement timeout');
  });

  it('tells whether the database answers', async () => {
    expect(await application.get(DatabasePing).ping()).toBe(true);
    await application.get(DataSource).destroy();
    expect(await application.get(DatabasePing).ping()).toBe(false);
    await application.get(DataSource).initialize();
  });
});

describe('snakeCase', () => {
  it.each([
    ['customerId', 'customer_id'],
    ['id', 'id'],
    ['pixQRCode', 'pix_qr_code'],
    ['line2Name', 'line2_name'],
    ['ServiceOrder', 'service_order'],
    ['already_snake', 'already_snake'],
  ])('turns %s into %s', (name, expected) => {
    expect(snakeCase(name)).toBe(expected);
  });
});
