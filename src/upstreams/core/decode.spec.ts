import { describe, expect, it } from '@jest/globals';
import { decode } from './decode.js';
import type { AnswerFormat } from './operation.js';

const answer = (text: string, contentType = 'application/json') => ({
  status: 200,
  contentType,
  retryAfter: undefined,
  body: new TextEncoder().encode(text),
});

const read = (text: string, format: AnswerFormat) => decode(answer(text), format);

describe('lenient JSON', () => {
  it('reads a number with leading zeros as text, without losing a digit', () => {
    expect(read('{ "Successo": " Senha resetada com sucesso.", "Senha": 020202 }', 'lenient-json')).toEqual({
      ok: true,
      payload: { Successo: ' Senha resetada com sucesso.', Senha: '020202' },
    });
  });

  it.each([
    ['[00, 007,-01]', ['00', '007', '-01']],
    ['{"a":0,"b":0.5,"c":-0.25,"d":10,"e":1e05,"f":01}', { a: 0, b: 0.5, c: -0.25, d: 10, e: 1e5, f: '01' }],
    ['{"say \\"007\\"":"a: 007","x":01}', { 'say "007"': 'a: 007', x: '01' }],
    ['{"Senha":202020}', { Senha: 202020 }],
    ['{"Senha":"020202"}', { Senha: '020202' }],
    ['', undefined],
  ])('reads %s', (text, payload) => {
    expect(read(text, 'lenient-json')).toEqual({ ok: true, payload });
  });

  it.each([
    ['{"a": 01', 'malformed-json'],
    ['{"a": 01.5}', 'malformed-json'],
    ['{"a": "01}', 'malformed-json'],
    ['Senha: 020202', 'malformed-json'],
    ['<html>01</html>', 'html'],
  ])('still refuses %s', (text, reason) => {
    expect(read(text, 'lenient-json')).toEqual({ ok: false, reason });
  });

  it('is asked for: plain JSON refuses the same answer', () => {
    expect(read('{"Senha": 020202}', 'json')).toEqual({ ok: false, reason: 'malformed-json' });
  });
});

describe('a word', () => {
  it.each([
    ['"SUCESSO"', 'SUCESSO'],
    ['SUCESSO', 'SUCESSO'],
    [' FALHA\r\n', 'FALHA'],
    ['03399.00001 1', '03399.00001 1'],
    ['{"error":"no"}', { error: 'no' }],
  ])('is read of %s', (text, payload) => {
    expect(read(text, 'word')).toEqual({ ok: true, payload });
  });

  it('is no page', () => {
    expect(read('<html></html>', 'word')).toEqual({ ok: false, reason: 'html' });
  });
});

describe('a PDF', () => {
  const whole = '%PDF-1.4\nbody\n%%EOF\n';

  it('is handed on as bytes, whatever it is called', () => {
    expect(decode(answer(whole, 'text/html'), 'pdf')).toEqual({ ok: true, payload: new TextEncoder().encode(whole) });
  });

  it.each([
    ['%PDF-1.4\nbody', 'truncated-pdf'],
    ['<html></html>', 'html'],
    ['not a document', 'not-a-pdf'],
  ])('is not %j', (text, reason) => {
    expect(read(text, 'pdf')).toEqual({ ok: false, reason });
  });

  it('may be a failure envelope in its place', () => {
    expect(read('{"error":"Internal Server Error"}', 'pdf')).toEqual({
      ok: true,
      payload: { error: 'Internal Server Error' },
    });
  });
});

describe('a charset', () => {
  const latin = { ...answer(''), body: Buffer.from('"Não há"', 'latin1') };

  it.each([
    'text/plain;charset=ISO-8859-1',
    'application/json; charset="iso-8859-1"',
    'text/plain; CHARSET=windows-1252',
  ])('is believed: %s', (contentType) => {
    expect(decode({ ...latin, contentType }, 'json')).toEqual({ ok: true, payload: 'Não há' });
  });

  it('is UTF-8 when none is said or an unknown one', () => {
    expect(decode(answer('"Não há"', 'application/json'), 'json')).toEqual({ ok: true, payload: 'Não há' });
    expect(decode(answer('"Não há"', 'application/json;charset=klingon'), 'json')).toEqual({
      ok: true,
      payload: 'Não há',
    });
  });

  it('may begin with a byte order mark', () => {
    expect(read('\ufeff{"a":1}', 'json')).toEqual({ ok: true, payload: { a: 1 } });
  });
});
