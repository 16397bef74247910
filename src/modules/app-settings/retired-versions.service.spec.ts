import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PinoLogger } from 'nestjs-pino';
import { AppVersionEntity } from './app-version.entity.js';
import { AppVersionService } from './app-version.service.js';
import { RetiredVersions } from './retired-versions.service.js';

const policy = (minimumSupported: string): AppVersionEntity =>
  Object.assign(new AppVersionEntity(), { minimumSupported, storeUrl: 'https://example.com/app' });

describe('RetiredVersions', () => {
  const inForce = jest.fn<AppVersionService['inForce']>();
  let retired: RetiredVersions;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
    inForce.mockReset();
    const versions = Object.create(AppVersionService.prototype) as AppVersionService;
    jest.spyOn(versions, 'inForce').mockImplementation(inForce);
    retired = new RetiredVersions(versions, new PinoLogger({ pinoHttp: { enabled: false } }));
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads a policy once for all who ask, and again after half a minute', async () => {
    inForce.mockResolvedValue(policy('3.0'));
    const answers = await Promise.all([1, 2, 3].map(() => retired.find('ios', '2.9')));
    expect(answers[0]).toEqual({ minimumSupported: '3.0', storeUrl: 'https://example.com/app' });
    expect(inForce).toHaveBeenCalledTimes(1);
    await expect(retired.find('ios', '3.0')).resolves.toBeUndefined();
    jest.setSystemTime(Date.now() + 30_001);
    inForce.mockResolvedValue(policy('2.0'));
    await expect(retired.find('ios', '2.9')).resolves.toBeUndefined();
    expect(inForce).toHaveBeenCalledTimes(2);
  });

  it('keeps platforms apart', async () => {
    inForce.mockImplementation((platform) => Promise.resolve(platform === 'ios' ? policy('3.0') : null));
    await expect(retired.find('ios', '1')).resolves.toBeDefined();
    await expect(retired.find('android', '1')).resolves.toBeUndefined();
  });

  it('does not keep what was read before a policy was set', async () => {
    let answerOld: (found: AppVersionEntity) => void = () => undefined;
    inForce.mockReturnValueOnce(new Promise((resolve) => (answerOld = resolve)));
    const early = retired.find('ios', '3.5');
    retired.forget('ios');
    inForce.mockResolvedValue(policy('4.0'));
    answerOld(policy('3.0'));
    await expect(early).resolves.toBeUndefined();
    await expect(retired.find('ios', '3.5')).resolves.toBeDefined();
  });

  it('goes on with the last policy while the database fails, and retires nobody without one', async () => {
    inForce.mockRejectedValueOnce(new Error('down'));
    await expect(retired.find('android', '1')).resolves.toBeUndefined();
    inForce.mockResolvedValueOnce(policy('3.0'));
    await expect(retired.find('ios', '1')).resolves.toBeDefined();
    jest.setSystemTime(Date.now() + 30_001);
    inForce.mockRejectedValueOnce(new Error('down'));
    await expect(retired.find('ios', '1')).resolves.toBeDefined();
  });
});
