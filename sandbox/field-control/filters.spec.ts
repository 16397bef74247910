import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { filterOf } from '../../src/upstreams/field-control/field-control.filters.js';
import { parseFilters } from './list-query.js';

const filter = filterOf({ text: ['name', 'code'], flags: ['archived'], moments: ['created_at'] });

const text = fc.string({ unit: 'binary' }).filter((value) => !/\p{Cc}/u.test(value));
const moment = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(Math.trunc(date.getTime() / 1_000) * 1_000));
const operator = fc.constantFrom('>=' as const, '<=' as const, '>' as const, '<' as const);
const condition = fc.oneof(
  fc.record({ field: fc.constantFrom('name' as const, 'code' as const), value: text }),
  fc.record({ field: fc.constant('archived' as const), value: fc.boolean() }),
  fc.record({ field: fc.constant('created_at' as const), value: moment }),
  fc.record({ field: fc.constant('created_at' as const), operator, value: moment }),
);
const conditions = fc.array(condition, { minLength: 1, maxLength: 5 });

describe('filters as we write them and as the simulator reads them', () => {
  it('mean the same, whatever the values hold', () => {
    fc.assert(
      fc.property(conditions, (wanted) => {
        const read = parseFilters(z.encode(filter, wanted));
        expect(read).toEqual(
          wanted.map((one) => ({
            name: one.field,
            operator: 'operator' in one ? one.operator : '',
            value: one.value instanceof Date ? one.value.toISOString().replace('.000Z', 'Z') : String(one.value),
          })),
        );
      }),
      { numRuns: 500 },
    );
  });
});
