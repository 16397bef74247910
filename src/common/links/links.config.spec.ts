import { describe, expect, it } from '@jest/globals';
import { linksConfig } from './links.config.js';

describe('linksConfig', () => {
  it('allows no host unless told', () => {
    expect(linksConfig.parse({})).toEqual({ value: { hosts: new Set(), appScheme: 'provider' } });
  });

  it('reads hosts in any case', () => {
    expect(linksConfig.parse({ LINK_HOSTS: 'WWW.example.com, img.example.com:8443' })).toEqual({
      value: { hosts: new Set(['www.example.com', 'img.example.com:8443']), appScheme: 'provider' },
    });
  });

  it.each([
    [{ LINK_HOSTS: 'https://www.example.com' }],
    [{ LINK_HOSTS: 'www.example.com/path' }],
    [{ LINK_HOSTS: 'someone@www.example.com' }],
    [{ APP_SCHEME: 'https' }],
    [{ APP_SCHEME: 'javascript' }],
    [{ APP_SCHEME: 'Provider://' }],
  ])('refuses %j', (environment) => {
    expect(linksConfig.parse(environment)).toHaveProperty('faults');
  });
});
