import { describe, expect, it } from '@jest/globals';
import { isPlainDate, type PlainDate } from '../../common/brazil/dates.js';
import { debtNotice } from './debt-notice.js';
import type { Debt } from './debt-stage.js';

const TODAY = day('2026-08-17');

function day(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error('not a date');
  return text;
}

const DEBT: Debt = {
  contractId: '1',
  stage: 'OVERDUE',
  amountCents: 20_460,
  billIds: ['2', '3'],
  months: ['2025-12', '2026-07', '2026-08'],
  dueDate: day('2025-12-10'),
  suspendsOn: day('2026-08-25'),
  rescindsOn: day('2026-10-24'),
  restoreHours: 24,
  creditBureaus: true,
};

describe('the notice of a debt', () => {
  it.each(['OVERDUE', 'SUSPENSION_NEAR', 'IN_TRUST', 'SUSPENDED'] as const)(
    'holds what the regulator wants in it (%s)',
    (stage) => {
      const suspendsOn = stage === 'SUSPENDED' ? day('2026-08-10') : DEBT.suspendsOn;
      const { text } = debtNotice({ ...DEBT, stage, suspendsOn }, day('2026-08-20'), TODAY);
      expect(text).toContain('2 faturas em atraso');
      expect(text).toContain('R$ 204,60');
      expect(text).toContain('dezembro de 2025 e julho e agosto de 2026');
      expect(text).toContain(stage === 'IN_TRUST' ? '20/08/2026' : stage === 'SUSPENDED' ? '10/08/2026' : '25/08/2026');
      expect(text).toContain('rescindido a partir de 24/10/2026');
      expect(text).toContain('proteção ao crédito');
      expect(text).toContain('24 horas');
      expect(text).not.toMatch(/null|undefined|NaN/);
    },
  );

  it.each([
    ['OVERDUE', 'WARNING', 'Fatura em atraso'],
    ['SUSPENSION_NEAR', 'HIGH', 'Seu serviço será suspenso em 25/08/2026'],
    ['IN_TRUST', 'HIGH', 'Acesso liberado em confiança até 20/08/2026'],
    ['SUSPENDED', 'CRITICAL', 'Serviço suspenso'],
  ] as const)('of %s is %s', (stage, severity, title) => {
    expect(debtNotice({ ...DEBT, stage }, day('2026-08-20'), TODAY)).toMatchObject({ severity, title });
  });

  it('promises no day that has passed', () => {
    const late: Debt = {
      ...DEBT,
      stage: 'SUSPENSION_NEAR',
      suspendsOn: day('2026-06-01'),
      rescindsOn: day('2026-07-31'),
    };
    const { title, text } = debtNotice(late, null, TODAY);
    expect(title).toBe('Seu serviço pode ser suspenso a qualquer momento');
    expect(text).toContain('terminou em 01/06/2026');
    expect(text).toContain('terminou em 31/07/2026');
    expect(text).not.toContain('será suspenso');
  });

  it('says so where debts are not told to the credit bureaus', () => {
    const { text } = debtNotice({ ...DEBT, creditBureaus: false }, null, TODAY);
    expect(text).toContain('não é enviado aos órgãos de proteção ao crédito');
  });

  it('of one bill speaks of one', () => {
    const { text } = debtNotice({ ...DEBT, billIds: ['2'], months: ['2026-08'] }, null, TODAY);
    expect(text).toContain('uma fatura em atraso, no total de R$ 204,60, referente a agosto de 2026.');
  });

  it.each(['SUSPENDED', 'IN_TRUST'] as const)('says where no bill is found (%s)', (stage) => {
    const without: Debt = {
      ...DEBT,
      stage,
      amountCents: 0,
      billIds: [],
      months: [],
      dueDate: null,
      suspendsOn: null,
      rescindsOn: null,
    };
    const { text } = debtNotice(without, null, TODAY);
    expect(text).toContain('Não encontramos fatura em atraso');
    expect(text).toContain('24 horas');
    expect(text).not.toContain('R$');
  });
});
