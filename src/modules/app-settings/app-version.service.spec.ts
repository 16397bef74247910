import { describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { Repository } from 'typeorm';
import { AppVersionEntity } from './app-version.entity.js';
import type { AppVersionFallbackPort } from './app-version.port.js';
import { AppVersionService, updateFor } from './app-version.service.js';

const LIMITS = { minimumSupported: '3.0.0', recommended: '3.5' };

describe('updateFor', () => {
  it.each([
    ['2.99.9', 'REQUIRED'],
    ['3.0.0-rc.1', 'REQUIRED'],
    ['3', 'RECOMMENDED'],
    ['3.4.99+9', 'RECOMMENDED'],
    ['3.5.0', 'NONE'],
    ['3.10', 'NONE'],
  ])('%s: %s', (version, update) => {
    expect(updateFor(version, LIMITS)).toBe(update);
  });

  it('lets pass what cannot be compared', () => {
    expect(updateFor('1.0', { minimumSupported: 'soon', recommended: '' })).toBe('NONE');
    expect(updateFor('unknown', LIMITS)).toBe('NONE');
  });
});

describe('AppVersionService', () => {
  const serviceWith = (policy: AppVersionEntity | null, latestVersion: AppVersionFallbackPort['latestVersion']) => {
    const policies = Object.create(Repository.prototype) as Repository<AppVersionEntity>;
    jest.spyOn(policies, 'findOne').mockResolvedValue(policy);
    const logger = new PinoLogger({ pinoHttp: { enabled: false } });
    return new AppVersionService(policies, { latestVersion }, logger);
  };

  it('answers from the policy without asking the provider', async () => {
    const latestVersion = jest.fn<AppVersionFallbackPort['latestVersion']>();
    const policy = Object.assign(new AppVersionEntity(), { platform: 'ios', latest: '3.6', ...LIMITS });
    await expect(serviceWith(policy, latestVersion).check('ios', '3.1')).resolves.toEqual({
      update: 'RECOMMENDED',
      latest: '3.6',
      policy,
    });
    expect(latestVersion).not.toHaveBeenCalled();
  });

  it.each([
    ['a version', () => Promise.resolve('4.0'), '4.0'],
    ['nothing', () => Promise.resolve(undefined), null],
    ['what is no version', () => Promise.resolve('n/a'), null],
    ['an error', () => Promise.reject(new Error('down')), null],
  ])('asks for no update without a policy when the provider says %s', async (_what, latestVersion, latest) => {
    await expect(serviceWith(null, latestVersion).check('android', '0.1')).resolves.toEqual({
      update: 'NONE',
      latest,
      policy: null,
    });
  });
});
