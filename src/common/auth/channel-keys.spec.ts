import { describe, expect, it } from '@jest/globals';
import { ChannelKeys } from './channel-keys.js';

describe('ChannelKeys', () => {
  const keys = new ChannelKeys(['app-key', 'panel-key']);

  it('accepts each of its keys, also the second time', () => {
    for (const key of ['app-key', 'panel-key', 'app-key']) expect(keys.accepts(key)).toBe(true);
  });

  it.each(['', 'app-ke', 'app-key ', 'APP-KEY', 'app-key,panel-key'])('refuses %j, also the second time', (key) => {
    expect([keys.accepts(key), keys.accepts(key)]).toEqual([false, false]);
  });

  it('keeps no key in readable form', () => {
    expect(JSON.stringify(new ChannelKeys(['readable-key']))).not.toContain('readable-key');
  });

  it('accepts nobody without keys', () => {
    expect(new ChannelKeys([]).accepts('')).toBe(false);
  });
});
