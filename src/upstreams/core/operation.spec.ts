import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { numericId, yesNo } from './fields.js';
import { encodeRequest, operation, renderBody, renderHeaders, renderPath, type RequestParts } from './operation.js';

const parts = (given: Partial<RequestParts>): RequestParts => ({
  path: undefined,
  query: undefined,
  headers: undefined,
  body: undefined,
  ...given,
});

describe('encodeRequest', () => {
  const declared = operation({
    id: 'test.things.write',
    system: 'test',
    title: 'Write a thing',
    method: 'POST',
    path: '/things/{id}',
    auth: 'none',
    effect: 'read',
    request: {
      path: z.object({ id: numericId }),
      query: z.object({ all: yesNo, missing: z.string().optional() }),
      body: z.object({ id: numericId }),
    },
    format: 'json',
    envelope: (payload) => ({ ok: true, value: payload }),
    answer: z.unknown(),
  });

  it('writes our values as the upstream does', () => {
    const input = { path: { id: '42' }, query: { all: true, missing: undefined }, body: { id: '7' } };
    expect(encodeRequest(declared, input)).toEqual({
      path: { id: 42 },
      query: { all: 's', missing: undefined },
      headers: undefined,
      body: { id: 7 },
    });
  });

  it('refuses what no such request can hold', () => {
    const input = { path: { id: '42/../43' }, query: { all: true }, body: { id: '7' } };
    expect(() => encodeRequest(declared, input)).toThrow(z.ZodError);
  });
});

describe('renderPath', () => {
  it.each([
    ['/a/{id}', { path: { id: 'x/y?z#á %' } }, '/a/x%2Fy%3Fz%23%C3%A1%20%25'],
    ['/a/{id}', { path: { id: '.a..' } }, '/a/.a..'],
    ['/with a space//twice', {}, '/with%20a%20space//twice'],
    ['/a', { query: { b: 'c d&e', none: undefined, gone: null, yes: true, n: 0 } }, '/a?b=c+d%26e&yes=true&n=0'],
    ['/a?fixed=1', { query: { b: 'c' } }, '/a?fixed=1&b=c'],
    ['/a', { query: { none: undefined } }, '/a'],
  ])('of %s', (template, given, rendered) => {
    expect(renderPath(template, parts(given))).toBe(rendered);
  });

  it.each([undefined, null, '', {}, '.', '..'])('refuses %p as a path parameter', (id) => {
    expect(() => renderPath('/a/{id}', parts({ path: { id } }))).toThrow(TypeError);
  });
});

describe('renderBody', () => {
  const body = { a: 'x y&z', b: undefined, c: 1 };

  it('is JSON unless the operation takes a form', () => {
    expect(renderBody({}, parts({ body }))).toEqual({ type: 'application/json', text: '{"a":"x y&z","c":1}' });
    expect(renderBody({ requestFormat: 'form' }, parts({ body }))).toEqual({
      type: 'application/x-www-form-urlencoded',
      text: 'a=x+y%26z&c=1',
    });
    expect(renderBody({}, parts({}))).toBeUndefined();
  });

  it('refuses what no form can hold', () => {
    expect(() => renderBody({ requestFormat: 'form' }, parts({ body: { a: {} } }))).toThrow(TypeError);
  });
});

describe('renderHeaders', () => {
  it('leaves out what is absent', () => {
    expect(renderHeaders({ a: 'x', b: undefined, c: 1 })).toEqual({ a: 'x', c: '1' });
    expect(renderHeaders(undefined)).toEqual({});
  });
});
