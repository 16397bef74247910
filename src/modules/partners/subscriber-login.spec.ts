import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { subscriberLogin } from './subscriber-login.js';

const basic = (text: string): string => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

describe('subscriberLogin', () => {
  it('reads every user without a colon, and every password', () => {
    const user = fc
      .string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' })
      .filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(user, fc.string({ minLength: 1, maxLength: 60 }), (username, password) => {
        expect(subscriberLogin(basic(`${username}:${password}`))).toEqual({ username, password });
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['another scheme', 'Bearer abc'],
    ['no colon', basic('11144477735')],
    ['no password', basic('11144477735:')],
    ['no user', basic(':secret')],
    ['no base64', 'Basic ***'],
    ['too much', basic(`a:${'b'.repeat(1_000)}`)],
  ])('refuses %s', (_, header) => {
    expect(() => subscriberLogin(header)).toThrow('VALIDATION_ERROR');
  });
});
