import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { dataSourceOptions } from '../persistence/data-source-options.js';
import { authConfig } from './auth.config.js';
import { LoginFailureEntity } from './login-failure.entity.js';
import { LoginThrottle } from './login-throttle.js';

const SUBJECT = 'admin|192.0.2.1|somebody@example.com';

describe('LoginThrottle', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let throttle: LoginThrottle;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({
      ...dataSourceOptions({ url: database.url, poolSize: 10, statementTimeoutMs: 5_000 }),
      entities: [LoginFailureEntity],
    }).initialize();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const config = authConfig.parse({ CUSTOMER_TOKEN_PRIVATE_KEY: pem, ADMIN_TOKEN_PRIVATE_KEY: pem });
    if ('faults' in config) throw new Error(config.faults.join());
    throttle = new LoginThrottle(dataSource.getRepository(LoginFailureEntity), config.value);
  });

  beforeEach(() => dataSource.query('TRUNCATE login_failure'));

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const failTimes = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await throttle.failed(SUBJECT);
  };
  const agePast = (column: 'window_started_at' | 'locked_until'): Promise<unknown> =>
    dataSource.query(`UPDATE login_failure SET ${column} = ${column} - interval '15 minutes'`);
  const rows = (): Promise<LoginFailureEntity[]> => dataSource.getRepository(LoginFailureEntity).find();

  it('locks at the fifth failure, not before', async () => {
    await failTimes(4);
    await expect(throttle.check(SUBJECT)).resolves.toBeUndefined();
    await failTimes(1);
    const lock = throttle.check(SUBJECT);
    await expect(lock).rejects.toMatchObject({ kind: { code: 'ACCOUNT_LOCKED', status: 423 } });
    const seconds: unknown = await lock.catch(
      (error: { options: { retryAfterSeconds: number } }) => error.options.retryAfterSeconds,
    );
    expect(seconds).toBeGreaterThan(840);
    expect(seconds).toBeLessThanOrEqual(900);
  });

  it('locks at the failure that the caller names, and says which one it was', async () => {
    const locked: boolean[] = [];
    for (let time = 0; time < 4; time++) locked.push(await throttle.failed(SUBJECT, 3));
    expect(locked).toEqual([false, false, true, false]);
    await expect(throttle.check(SUBJECT)).rejects.toMatchObject({ kind: { code: 'ACCOUNT_LOCKED' } });
  });

  it('counts failures that come at once one by one', async () => {
    await Promise.all(Array.from({ length: 4 }, () => throttle.failed(SUBJECT)));
    expect((await rows())[0]).toMatchObject({ failures: 4, lockedUntil: null });
    await Promise.all(Array.from({ length: 10 }, () => throttle.failed(SUBJECT)));
    expect((await rows())[0]).toMatchObject({ failures: 14, lockedUntil: expect.any(Date) });
  });

  it('keeps subjects apart and unreadable', async () => {
    await failTimes(5);
    await expect(throttle.check('admin|192.0.2.2|somebody@example.com')).resolves.toBeUndefined();
    expect((await rows()).map(({ subjectHash }) => subjectHash.length)).toEqual([32]);
  });

  it('starts a new window when the old one is over', async () => {
    await failTimes(4);
    await agePast('window_started_at');
    await failTimes(1);
    expect((await rows())[0]).toMatchObject({ failures: 1, lockedUntil: null });
  });

  it('does not lengthen a lock by further failures', async () => {
    await failTimes(5);
    const [locked] = await rows();
    await failTimes(3);
    expect((await rows())[0]?.lockedUntil).toEqual(locked?.lockedUntil);
  });

  it('is open again with a clean count when the lock is over', async () => {
    await failTimes(5);
    await agePast('locked_until');
    await expect(throttle.check(SUBJECT)).resolves.toBeUndefined();
    await failTimes(4);
    await expect(throttle.check(SUBJECT)).resolves.toBeUndefined();
    await failTimes(1);
    await expect(throttle.check(SUBJECT)).rejects.toMatchObject({ kind: { code: 'ACCOUNT_LOCKED' } });
  });

  it('forgets failures at a success', async () => {
    await failTimes(4);
    await throttle.succeeded(SUBJECT);
    expect(await rows()).toEqual([]);
  });

  it('refuses a success that comes after the limit was reached', async () => {
    await failTimes(5);
    await expect(throttle.succeeded(SUBJECT)).rejects.toMatchObject({ kind: { code: 'ACCOUNT_LOCKED' } });
    expect((await rows())[0]?.failures).toBe(5);
  });
});
