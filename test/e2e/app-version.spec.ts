import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication({ APP_VERSION_RECHECK_SECONDS: '3600' });
});
afterAll(() => product.close());

const check = (query: Record<string, string>) =>
  product.http().get('/app/v1/app-settings/version/check').set(product.channel).query(query);

describe('app version check', () => {
  it('answers from the policy', async () => {
    const answer = await check({ platform: 'android', version: '3.4.9+287' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      platform: 'android',
      current: '3.4.9+287',
      latest: '3.6.0',
      minimum_supported: '3.0.0',
      recommended: '3.5.0',
      update: 'RECOMMENDED',
      store_url: 'https://play.google.com/store/apps/details?id=com.example.provider',
      release_notes: expect.any(String),
      recheck_after_s: 3_600,
    });
  });

  it.each([
    ['2.10', 'REQUIRED'],
    ['3.0.0-rc.1', 'REQUIRED'],
    ['3', 'RECOMMENDED'],
    ['3.10.0', 'NONE'],
  ])('%s: %s', async (version, update) => {
    expect((await check({ platform: 'ios', version })).body).toMatchObject({ update });
  });

  it.each([
    ['an unknown platform', { platform: 'windows', version: '3.0.0' }, 'platform'],
    ['no platform', { version: '3.0.0' }, 'platform'],
    ['an unreadable version', { platform: 'ios', version: 'three' }, 'version'],
    ['no version', { platform: 'ios' }, 'version'],
  ])('refuses %s', async (_what, query: Record<string, string>, field) => {
    const answer = await check(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('asks for the key of the channel', async () => {
    const path = '/app/v1/app-settings/version/check?platform=ios&version=3.0.0';
    expectProblem(await product.http().get(path), 401, 'CHANNEL_KEY_REFUSED');
  });

  it('names the provider’s latest version without a policy, and asks for no update', async () => {
    await product.dataSource.query("DELETE FROM app_version WHERE platform = 'ios'");
    expect((await check({ platform: 'ios', version: '0.1' })).body).toEqual({
      platform: 'ios',
      current: '0.1',
      latest: '1.0',
      minimum_supported: null,
      recommended: null,
      update: 'NONE',
      store_url: null,
      release_notes: null,
      recheck_after_s: 3_600,
    });
  });

  it('locks nobody out without a policy while the provider is down', async () => {
    const alone = await startTestApplication();
    await alone.erp.close();
    await alone.dataSource.query('DELETE FROM app_version');
    const answer = await alone
      .http()
      .get('/app/v1/app-settings/version/check?platform=ios&version=0.1')
      .set(alone.channel);
    await alone.close();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ update: 'NONE', latest: null });
  });
});
