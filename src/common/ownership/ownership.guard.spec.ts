import 'reflect-metadata';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { FastifyRequest } from 'fastify';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../auth/principal.js';
import { type OwnedKind, type OwnedResource, Owns } from './owned.decorator.js';
import type { OwnershipLedger } from './ownership-ledger.js';
import { OwnershipGuard } from './ownership.guard.js';

class ThingsController {
  @Owns({ kind: 'contract', in: 'path', name: 'contractId' })
  inPath(): void {}

  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  inQuery(): void {}

  @Owns({ kind: 'contract', in: 'query', name: 'contractId', optional: true })
  ifGiven(): void {}

  @Owns({ kind: 'contract', in: 'body', name: 'contract_id' }, { kind: 'customer-bill', in: 'path', name: 'invoiceId' })
  both(): void {}

  open(): void {}
}

type Request = Pick<FastifyRequest, 'user' | 'owned' | 'params' | 'query' | 'body'>;
const MARINA: Principal = { audience: 'customer', customerId: 'marina', sessionId: '1', expiresAt: 0 };

let asked: string[];
/** Marina has contract 1 and bill 90. */
const ledger: Pick<OwnershipLedger, 'find'> = {
  find: (customerId: string, kind: OwnedKind, id: string): Promise<OwnedResource | undefined> => {
    asked.push(`${customerId} ${kind} ${id}`);
    const owned = ['marina contract 1', 'marina customer-bill 90'].includes(`${customerId} ${kind} ${id}`);
    return Promise.resolve(owned ? { kind, id, contractId: undefined } : undefined);
  },
};

beforeEach(() => {
  asked = [];
});

async function pass(handler: keyof ThingsController, given: Partial<Request>, caller?: 'stranger') {
  const request: Request = { params: {}, query: {}, body: undefined, user: MARINA, ...given };
  if (caller === 'stranger') delete request.user;
  const context = new ExecutionContextHost([request], ThingsController, ThingsController.prototype[handler]);
  const guard = new OwnershipGuard(new Reflector(), ledger as OwnershipLedger);
  return { admitted: await guard.canActivate(context), owned: request.owned };
}

describe('OwnershipGuard', () => {
  it("admits the caller's own ids and hands them on", async () => {
    const contract = { kind: 'contract', id: '1', contractId: undefined };
    expect(await pass('inPath', { params: { contractId: '1' } })).toEqual({ admitted: true, owned: { contract } });
    expect(await pass('both', { body: { contract_id: '1' }, params: { invoiceId: '90' } })).toEqual({
      admitted: true,
      owned: { contract, 'customer-bill': { kind: 'customer-bill', id: '90', contractId: undefined } },
    });
  });

  it.each([
    ['inPath', { params: { contractId: '2' } }],
    ['inQuery', { query: { contractId: '2' } }],
    ['ifGiven', { query: { contractId: '2' } }],
    ['both', { body: { contract_id: '1' }, params: { invoiceId: '91' } }],
    // Of another kind.
    ['inPath', { params: { contractId: '90' } }],
  ] as const)('finds none that is not the caller\u2019s: %s', async (handler, given) => {
    await expect(pass(handler, given)).rejects.toThrow('NOT_FOUND');
  });

  it.each(['', 'abc', '1/2', '1 ', '-1', '١', '1'.repeat(20)])('asks nobody for a path with %j', async (contractId) => {
    await expect(pass('inPath', { params: { contractId } })).rejects.toThrow('NOT_FOUND');
    expect(asked).toEqual([]);
  });

  it.each([{}, { contractId: 'abc' }, { contractId: ['1', '2'] }, { contractId: { $ne: '1' } }, { contractId: 1 }])(
    'refuses the query %j by its field',
    async (query) => {
      await expect(pass('inQuery', { query })).rejects.toMatchObject({
        kind: { code: 'VALIDATION_ERROR' },
        options: { invalidFields: [{ field: 'contractId' }] },
      });
      expect(asked).toEqual([]);
    },
  );

  it('lets an optional id be left out, not be odd', async () => {
    expect(await pass('ifGiven', {})).toEqual({ admitted: true, owned: {} });
    await expect(pass('ifGiven', { query: { contractId: ['1'] } })).rejects.toThrow('VALIDATION_ERROR');
  });

  it('has nothing to say of a route that names nothing', async () => {
    expect(await pass('open', {})).toEqual({ admitted: true, owned: undefined });
  });

  it('is a mistake on a route that is not for customers', async () => {
    await expect(
      pass('inPath', { user: { audience: 'admin', adminId: '1', roles: [], tokenGeneration: '1', expiresAt: 0 } }),
    ).rejects.toThrow(TypeError);
  });

  it('of a route whose token is optional lets strangers pass, but not with an id', async () => {
    expect(await pass('ifGiven', {}, 'stranger')).toEqual({ admitted: true, owned: undefined });
    await expect(pass('ifGiven', { query: { contractId: '1' } }, 'stranger')).rejects.toThrow('UNAUTHENTICATED');
    await expect(pass('ifGiven', { query: { contractId: '' } }, 'stranger')).rejects.toThrow('UNAUTHENTICATED');
    await expect(pass('inQuery', { query: { contractId: '1' } }, 'stranger')).rejects.toThrow(TypeError);
    expect(asked).toEqual([]);
  });
});
