import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { plainDate, type PlainDate } from '../../common/brazil/dates.js';
import { encodeRequest, renderPath } from '../core/operation.js';
import { taskStatusInput } from './field-control.fields.js';
import { filterOf } from './field-control.filters.js';
import { listCustomers } from './operations/customers.js';
import { listTasks } from './operations/tasks.js';

const date = (year: number, month: number, dayOfMonth: number): PlainDate => {
  const made = plainDate(year, month, dayOfMonth);
  if (made === undefined) throw new RangeError('no such day');
  return made;
};

const filter = filterOf({
  text: ['name', 'document_number'],
  flags: ['archived'],
  moments: ['created_at'],
  statuses: taskStatusInput,
});
const june = date(2020, 6, 12);

describe('filterOf', () => {
  it.each([
    ['name:"Instalação"', [{ field: 'name', value: 'Instalação' }]],
    [
      'name:"Luiz Freneda" document_number:"59784800870"',
      [
        { field: 'name', value: 'Luiz Freneda' },
        { field: 'document_number', value: '59784800870' },
      ],
    ],
    ['created_at>=:2020-06-12', [{ field: 'created_at', operator: '>=', value: june }]],
    ['created_at:2020-06-12T15:20:00Z', [{ field: 'created_at', value: new Date('2020-06-12T15:20:00Z') }]],
    [
      'archived:false status:"in-progess"',
      [
        { field: 'archived', value: false },
        { field: 'status', value: 'IN_PROGRESS' },
      ],
    ],
  ] as const)('writes and reads %s', (q, conditions) => {
    expect(z.encode(filter, conditions)).toBe(q);
    expect(z.decode(filter, q)).toEqual(conditions);
  });

  it('lets no value add a condition of its own', () => {
    const q = z.encode(filter, [{ field: 'name', value: 'x" document_number:"1' }]);
    expect(q).toBe('name:"x\\" document_number:\\"1"');
    expect(z.decode(filter, q)).toEqual([{ field: 'name', value: 'x" document_number:"1' }]);
    expect(z.encode(filter, [{ field: 'name', value: 'a\\' }])).toBe('name:"a\\\\"');
  });

  it('reads back what it wrote, whatever the values hold', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !/\p{Cc}/u.test(value));
    const moment = fc
      .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
      .map((instant) => new Date(Math.trunc(instant.getTime() / 1_000) * 1_000));
    const condition = fc.oneof(
      fc.record({ field: fc.constantFrom('name' as const, 'document_number' as const), value: text }),
      fc.record({ field: fc.constant('archived' as const), value: fc.boolean() }),
      fc.record({ field: fc.constant('created_at' as const), value: fc.oneof(moment, fc.constant(june)) }),
      fc.record({
        field: fc.constant('created_at' as const),
        operator: fc.constantFrom('>=' as const, '<' as const),
        value: moment,
      }),
    );
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 6 }), (wanted) => {
        expect(z.decode(filter, z.encode(filter, wanted))).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '',
    'name',
    'name:',
    'name:"open',
    'unknown:"x"',
    'name>=:"x"',
    'archived:"perhaps"',
    'created_at:yesterday',
    'created_at!:2020-06-12',
    'name:"a"document_number:"b"',
    'status:"asleep"',
  ])('does not read %p', (q) => {
    expect(z.safeDecode(filter, q).success).toBe(false);
  });

  it.each([
    [[{ field: 'street', value: 'x' }]],
    [[{ field: 'name', operator: '>', value: 'x' }]],
    [[{ field: 'name', value: 'line\nbreak' }]],
    [[{ field: 'created_at', value: new Date(Number.NaN) }]],
    [[]],
  ])('does not write %j', (conditions) => {
    expect(z.safeParse(filter.out, conditions).success).toBe(false);
  });

  it('stands in the query with the page and the order', () => {
    const paged = encodeRequest(listCustomers, {
      query: { limit: 100, offset: 200, q: [{ field: 'name', value: 'Zé "do" Gás & Cia' }], sort: '-created_at' },
    });
    const path = renderPath(listCustomers.path, paged);
    const query = new URL(path, 'http://localhost').searchParams;
    expect([...query]).toEqual([
      ['limit', '100'],
      ['offset', '200'],
      ['q', 'name:"Zé \\"do\\" Gás & Cia"'],
      ['sort', '-created_at'],
    ]);
    expect(() => encodeRequest(listTasks, { query: { limit: 101 } })).toThrow();
    expect(() => encodeRequest(listTasks, { query: { offset: -1 } })).toThrow();
  });
});
