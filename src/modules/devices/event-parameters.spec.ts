import { describe, expect, it } from '@jest/globals';
import { EVENT_NAME_PATTERN, readEventParameters } from './event-parameters.js';

describe('names of events', () => {
  it.each(['a', 'screen_view', 'Purchase2', 'gaming_started', `a${'b'.repeat(39)}`])('%s is one', (name) => {
    expect(EVENT_NAME_PATTERN.test(name)).toBe(true);
  });
  it.each(['', '1st', '_x', 'with-dash', 'com espaço', 'firebase_x', 'google_x', 'ga_x', `a${'b'.repeat(40)}`])(
    '%s is none',
    (name) => {
      expect(EVENT_NAME_PATTERN.test(name)).toBe(false);
    },
  );
});

describe('readEventParameters', () => {
  it('takes texts, numbers, truth values and null', () => {
    const params = { screen_name: 'Home', count: 2, first: true, from: null };
    expect(readEventParameters(params)).toEqual({ params });
  });

  it('keeps texts without personal data', () => {
    expect(readEventParameters({ q: 'segunda via 111.444.777-35' })).toEqual({ params: { q: 'segunda via [cpf]' } });
  });

  it.each([
    'cpf',
    'CPF',
    'customerCpf',
    'customer_cpf',
    'email',
    'user_email_2',
    'phone',
    'telefone_celular',
    'senha',
    'push_token',
    'name',
    'fullName',
    'first_name',
  ])('refuses the personal name %s', (name) => {
    expect(readEventParameters({ [name]: 'x' })).toEqual({ fault: 'params must not hold personal data' });
  });

  it.each(['screen_name', 'method', 'documentation', 'emailed', 'rgb'])('takes the name %s', (name) => {
    expect(readEventParameters({ [name]: 'x' })).toEqual({ params: { [name]: 'x' } });
  });

  it.each([
    ['an object', { value: {} }],
    ['a list', { value: [1] }],
    ['a long text', { value: 'x'.repeat(101) }],
    ['a text with a line break', { value: 'a\nb' }],
    ['a number that is none', { value: Number.NaN }],
    ['a bad name', { 'a-b': 1 }],
    ['an empty name', { '': 1 }],
    ['too many', Object.fromEntries(Array.from({ length: 26 }, (_, place) => [`p${place}`, place]))],
  ])('refuses %s', (_what, params) => {
    expect(readEventParameters(params)).toEqual({ fault: expect.any(String) });
  });
});
