import { describe, expect, it } from '@jest/globals';
import { addDays, isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import type { CustomerBill } from './customer-bills.port.js';
import { debtOf, type DebtRules } from './debt-stage.js';

const RULES: DebtRules = {
  noticeDays: 0,
  suspensionDays: 15,
  rescissionDays: 60,
  restoreHours: 24,
  nearDays: 7,
  creditBureaus: true,
};
/** A Monday without a holiday near it. */
const TODAY = day('2026-08-17');

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error('not a date');
  return text;
}

const bill = (id: string, due: PlainDate, changes: Partial<CustomerBill> = {}): CustomerBill => ({
  id,
  contractIds: ['1'],
  amountCents: 9_990,
  fineCents: 200,
  interestCents: 40,
  dueDate: due,
  paidOn: null,
  documentNumber: null,
  ...changes,
});
const debt = (status: ContractStatus, bills: readonly CustomerBill[], rules = RULES) =>
  debtOf({ id: '1', status }, bills, TODAY, rules);

describe('the debt of a contract', () => {
  it.each([
    // Due on Monday 2026-08-10.
    [-7, 'OVERDUE', '2026-08-25'],
    [-8, 'OVERDUE', '2026-08-25'],
    [-10, 'SUSPENSION_NEAR', '2026-08-22'],
    [-15, 'SUSPENSION_NEAR', '2026-08-18'],
    [-60, 'SUSPENSION_NEAR', '2026-07-03'],
  ] as const)('of a bill due %i days ago is %s', (offset, stage, suspendsOn) => {
    expect(debt('HABILITADO', [bill('90', addDays(TODAY, offset))])).toMatchObject({ stage, suspendsOn });
  });

  it('holds every overdue bill of the contract, and none else', () => {
    const bills = [
      bill('3', day('2026-08-03')),
      bill('2', day('2026-07-06')),
      bill('1', day('2026-06-05'), { paidOn: day('2026-06-05') }),
      bill('9', day('2026-07-06'), { contractIds: ['2'] }),
      bill('8', addDays(TODAY, 3)),
    ];
    expect(debt('HABILITADO', bills)).toEqual({
      contractId: '1',
      stage: 'SUSPENSION_NEAR',
      amountCents: 20_460,
      billIds: ['2', '3'],
      months: ['2026-07', '2026-08'],
      dueDate: '2026-07-06',
      suspendsOn: '2026-07-21',
      rescindsOn: '2026-09-19',
      restoreHours: 24,
      creditBureaus: true,
    });
  });

  it('counts from the notice where the provider gives it later', () => {
    const later = debt('HABILITADO', [bill('90', day('2026-08-10'))], { ...RULES, noticeDays: 5 });
    expect(later).toMatchObject({ suspendsOn: '2026-08-30', rescindsOn: '2026-10-29' });
  });

  it('is none on the business day until which a bill due on a weekend can be paid', () => {
    expect(debt('HABILITADO', [bill('90', day('2026-08-15'))])).toBeUndefined();
  });

  it.each(['EM_NEGOCIACAO', 'CANCELADO', 'INATIVO_TEMPORARIAMENTE', 'AGUARDANDO_INSTALACAO'] as const)(
    'is not told while the contract is %s',
    (status) => {
      expect(debt(status, [bill('90', day('2026-07-06'))])).toBeUndefined();
    },
  );

  it('of a suspended contract never lies ahead', () => {
    expect(debt('SUSPENSO', [bill('90', day('2026-08-12'))])).toMatchObject({
      stage: 'SUSPENDED',
      suspendsOn: TODAY,
      rescindsOn: '2026-10-16',
    });
  });

  it.each([
    ['SUSPENSO', 'SUSPENDED'],
    ['SUSPENSO_PARCIALMENTE', 'SUSPENDED'],
    ['HABILITADO_EM_CONFIANCA', 'IN_TRUST'],
  ] as const)('of a contract that is %s is told also without bills', (status, stage) => {
    expect(debt(status, [])).toMatchObject({ stage, amountCents: 0, billIds: [], suspendsOn: null, rescindsOn: null });
  });
});
