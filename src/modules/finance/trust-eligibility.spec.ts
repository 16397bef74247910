import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import { contractStatuses } from '../contracts/contracts.port.js';
import type { CustomerBill } from './customer-bills.port.js';
import { judgeTrust, type TrustCase } from './trust-eligibility.js';

const RULES = { intervalDays: 30, maxOverdue: 2 };

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error('not a day');
  return text;
}

const bill = (id: string, dueDate: string, paidOn: string | null = null): CustomerBill => ({
  id,
  contractIds: ['311622'],
  amountCents: 10_990,
  fineCents: 0,
  interestCents: 0,
  dueDate: day(dueDate),
  paidOn: paidOn === null ? null : day(paidOn),
  documentNumber: null,
});

const trust = (over: Partial<TrustCase> = {}): TrustCase => ({
  status: 'SUSPENSO',
  unresolved: false,
  bills: [bill('1', '2026-10-05'), bill('2', '2026-11-05')],
  last: undefined,
  today: day('2026-11-20'),
  ...over,
});
const reasonOf = (over: Partial<TrustCase>) => judgeTrust(trust(over), RULES).reason;
const usedOn = (text: string, oldestBillId: string | null = null) => ({
  requestedAt: new Date(`${text}T12:00:00-03:00`),
  oldestBillId,
});

describe('judgeTrust', () => {
  it('lets a suspended contract be unlocked, and remembers what is owed longest', () => {
    expect(judgeTrust(trust(), RULES)).toEqual({ reason: null, nextAvailableOn: null, oldestBillId: '1' });
    expect(reasonOf({ status: 'SUSPENSO_PARCIALMENTE' })).toBeNull();
  });

  it.each([
    ['HABILITADO', 'NOT_SUSPENDED'],
    ['AGUARDANDO_INSTALACAO', 'NOT_SUSPENDED'],
    ['HABILITADO_EM_CONFIANCA', 'ALREADY_ACTIVE'],
    ['EM_NEGOCIACAO', 'IN_NEGOTIATION'],
    ['CANCELADO', 'CANCELLED'],
    ['UNKNOWN', 'UNKNOWN_UPSTREAM'],
  ] as const)('of %s says %s', (status, reason) => {
    expect(reasonOf({ status })).toBe(reason);
  });

  it('waits for the interval to the day', () => {
    const last = usedOn('2026-10-22');
    expect(judgeTrust(trust({ last }), RULES)).toMatchObject({
      reason: 'USED_IN_PERIOD',
      nextAvailableOn: '2026-11-21',
    });
    expect(reasonOf({ last, today: day('2026-11-21') })).toBeNull();
  });

  it('asks that the last unlock was honoured', () => {
    const last = usedOn('2026-09-01', '1');
    expect(reasonOf({ last })).toBe('PREVIOUS_NOT_HONOURED');
    expect(reasonOf({ last, bills: [bill('1', '2026-10-05', '2026-10-20'), bill('2', '2026-11-05')] })).toBeNull();
    // Negotiated away.
    expect(reasonOf({ last, bills: [bill('2', '2026-11-05')] })).toBeNull();
  });

  it('counts overdue bills by the business day until which they can be paid', () => {
    const three = [bill('1', '2026-10-05'), bill('2', '2026-11-05'), bill('3', '2026-11-14')];
    expect(reasonOf({ bills: three })).toBe('TOO_MANY_OVERDUE');
    // The 14th is a Saturday: it is paid without charge on Monday, the 16th.
    expect(reasonOf({ bills: three, today: day('2026-11-16') })).toBeNull();
  });

  it('says that it does not know, where the bills or an unlock of ours are unknown', () => {
    expect(reasonOf({ bills: undefined })).toBe('UNKNOWN_UPSTREAM');
    expect(reasonOf({ unresolved: true })).toBe('UNKNOWN_UPSTREAM');
  });

  it('unlocks nothing but what is suspended', () => {
    fc.assert(
      fc.property(fc.constantFrom(...contractStatuses), fc.boolean(), (status, unresolved) => {
        const eligible = reasonOf({ status, unresolved }) === null;
        expect(eligible).toBe(!unresolved && (status === 'SUSPENSO' || status === 'SUSPENSO_PARCIALMENTE'));
      }),
    );
  });
});
