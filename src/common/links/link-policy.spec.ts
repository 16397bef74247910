import { describe, expect, it } from '@jest/globals';
import { isAllowedDeepLink, isAllowedUrl } from './link-policy.js';

const POLICY = { hosts: new Set(['www.example.com']), appScheme: 'provider' };

describe('isAllowedUrl', () => {
  it.each(['https://www.example.com', 'https://WWW.example.com/a?b=c#d', 'https://www.example.com:443/'])(
    'takes %s',
    (link) => {
      expect(isAllowedUrl(link, POLICY)).toBe(true);
    },
  );

  it.each([
    'http://www.example.com/',
    'https://example.com/',
    'https://www.example.com.evil.test/',
    'https://evil.test/www.example.com',
    'https://www.example.com@evil.test/',
    'https://someone@www.example.com/',
    'https://www.example.com:8443/',
    'https://evil.test\\@www.example.com/',
    'https://www.example.com\n.evil.test/',
    ' https://www.example.com/',
    'javascript:alert(1)//www.example.com',
    'provider://invoices',
    '//www.example.com/',
    '',
  ])('refuses %j', (link) => {
    expect(isAllowedUrl(link, POLICY)).toBe(false);
  });
});

describe('isAllowedDeepLink', () => {
  it.each(['provider://invoices', 'provider://service-orders/932652?tab=1'])('takes %s', (link) => {
    expect(isAllowedDeepLink(link, POLICY)).toBe(true);
  });

  it.each([
    'provider:invoices',
    'PROVIDER://invoices',
    'providers://invoices',
    'https://www.example.com',
    'provider://a b',
    '',
  ])('refuses %j', (link) => {
    expect(isAllowedDeepLink(link, POLICY)).toBe(false);
  });
});
