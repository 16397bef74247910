import { describe, expect, it } from '@jest/globals';
import { popupsConfig } from './popups.config.js';

describe('popupsConfig', () => {
  it('allows no host unless told', () => {
    expect(popupsConfig.parse({})).toEqual({
      value: { links: { hosts: new Set(), appScheme: 'provider' }, atOnce: 3 },
    });
  });

  it('reads hosts in any case', () => {
    expect(
      popupsConfig.parse({ POPUP_LINK_HOSTS: 'WWW.example.com, img.example.com:8443', POPUPS_AT_ONCE: '1' }),
    ).toEqual({
      value: {
        links: { hosts: new Set(['www.example.com', 'img.example.com:8443']), appScheme: 'provider' },
        atOnce: 1,
      },
    });
  });

  it.each([
    [{ POPUP_LINK_HOSTS: 'https://www.example.com' }],
    [{ POPUP_LINK_HOSTS: 'www.example.com/path' }],
    [{ POPUP_LINK_HOSTS: 'someone@www.example.com' }],
    [{ POPUP_APP_SCHEME: 'https' }],
    [{ POPUP_APP_SCHEME: 'javascript' }],
    [{ POPUP_APP_SCHEME: 'Provider://' }],
    [{ POPUPS_AT_ONCE: '0' }],
  ])('refuses %j', (environment) => {
    expect(popupsConfig.parse(environment)).toHaveProperty('faults');
  });
});
