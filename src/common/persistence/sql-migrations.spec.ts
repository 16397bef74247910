import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase } from '../../../test/support/database.js';
import type { TestDatabase } from '../../../test/support/database.js';
import { pendingMigrations, readSqlMigrations, revertLastMigration, runMigrations } from './sql-migrations.js';

async function rowsOf(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

describe('SQL migrations', () => {
  let directory: string;

  async function writeMigration(title: string, up: string, down: string): Promise<void> {
    await writeFile(join(directory, `${title}.up.sql`), up);
    await writeFile(join(directory, `${title}.down.sql`), down);
  }

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('are read in order of their numbers', async () => {
    await writeMigration('0002-wings', 'SELECT 2', 'SELECT -2');
    await writeMigration('0001-eggs', 'SELECT 1', 'SELECT -1');
    expect(await readSqlMigrations(directory)).toEqual([
      { number: 1, title: '0001-eggs', upSql: 'SELECT 1', downSql: 'SELECT -1' },
      { number: 2, title: '0002-wings', upSql: 'SELECT 2', downSql: 'SELECT -2' },
    ]);
  });

  it('need a down file', async () => {
    await writeFile(join(directory, '0001-eggs.up.sql'), 'SELECT 1');
    await expect(readSqlMigrations(directory)).rejects.toThrow('migration 0001-eggs has no 0001-eggs.down.sql');
  });

  it('need an up file', async () => {
    await writeFile(join(directory, '0001-eggs.down.sql'), 'SELECT 1');
    await expect(readSqlMigrations(directory)).rejects.toThrow('migration 0001-eggs has no 0001-eggs.up.sql');
  });

  it('have no gaps', async () => {
    await writeMigration('0001-eggs', '', '');
    await writeMigration('0003-wings', '', '');
    await expect(readSqlMigrations(directory)).rejects.toThrow('migration 0002 is missing before 0003-wings');
  });

  it('have numbers of their own', async () => {
    await writeMigration('0001-eggs', '', '');
    await writeMigration('0001-wings', '', '');
    await expect(readSqlMigrations(directory)).rejects.toThrow('0001-eggs and 0001-wings have the same number');
  });

  it('have well-formed names', async () => {
    await writeFile(join(directory, '1-eggs.sql'), '');
    await expect(readSqlMigrations(directory)).rejects.toThrow('migration file 1-eggs.sql is not named');
  });

  describe('against a database', () => {
    let database: TestDatabase;
    let url: string;

    beforeEach(async () => {
      database = await createTestDatabase();
      url = database.url;
      // A database without any of the project's own migrations.
      await rowsOf(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await writeMigration('0001-egg', 'CREATE TABLE egg (id int); INSERT INTO egg VALUES (1)', 'DROP TABLE egg');
      await writeMigration('0002-wing', 'CREATE TABLE wing (id int)', 'DROP TABLE wing');
    });

    afterEach(async () => {
      await database.drop();
    });

    it('run once, and go back one at a time', async () => {
      expect(await pendingMigrations({ url, directory })).toEqual(['0001-egg', '0002-wing']);
      expect(await runMigrations({ url, directory })).toEqual(['0001-egg', '0002-wing']);
      expect(await runMigrations({ url, directory })).toEqual([]);
      expect(await pendingMigrations({ url, directory })).toEqual([]);
      expect(await revertLastMigration({ url, directory })).toBe('0002-wing');
      expect(await revertLastMigration({ url, directory })).toBe('0001-egg');
      expect(await revertLastMigration({ url, directory })).toBeUndefined();
      expect(await rowsOf(url, "SELECT to_regclass('egg') AS egg")).toEqual([{ egg: null }]);
    });

    it('run once when several instances start together', async () => {
      const results = await Promise.all([1, 2, 3, 4].map(() => runMigrations({ url, directory })));
      expect(results.flat().toSorted()).toEqual(['0001-egg', '0002-wing']);
      expect(await rowsOf(url, 'SELECT id FROM egg')).toEqual([{ id: 1 }]);
    });

    it('undo a step that fails and keep the steps before it', async () => {
      await writeMigration('0003-broken', 'CREATE TABLE half (id int); SELECT 1 / 0', 'DROP TABLE half');
      await expect(runMigrations({ url, directory })).rejects.toThrow('division by zero');
      expect(await pendingMigrations({ url, directory })).toEqual(['0003-broken']);
      expect(await rowsOf(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    });
  });
});
