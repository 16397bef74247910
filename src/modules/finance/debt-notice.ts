import { formatSlashedDayFirst, type PlainDate } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { Debt, DebtStage } from './debt-stage.js';

export const debtSeverities = ['WARNING', 'HIGH', 'CRITICAL'] as const;
export type DebtSeverity = (typeof debtSeverities)[number];

/** What a customer reads of a debt. */
export interface DebtNotice {
  readonly severity: DebtSeverity;
  readonly title: string;
  readonly text: string;
}

const SEVERITIES: Readonly<Record<DebtStage, DebtSeverity>> = {
  OVERDUE: 'WARNING',
  SUSPENSION_NEAR: 'HIGH',
  IN_TRUST: 'HIGH',
  SUSPENDED: 'CRITICAL',
};

const MONTHS = [
  'janeiro',
  'fevereiro',
  'março',
  'abril',
  'maio',
  'junho',
  'julho',
  'agosto',
  'setembro',
  'outubro',
  'novembro',
  'dezembro',
];

/** Where the debt is known. */
type KnownDebt = Debt & { readonly suspendsOn: PlainDate; readonly rescindsOn: PlainDate };

/**
 * The notice of a debt. It holds what the regulator wants in every one (Resolução Anatel 765/2023, art. 71): the reason,
 * the amount and its month, the dates of suspension and rescission, the possible entry at the credit bureaus, and how
 * soon the service works after the payment.
 *
 * @param trustUntil the last day of a trust unlock; null when there is none, or nobody knows
 */
export function debtNotice(debt: Debt, trustUntil: PlainDate | null, today: PlainDate): DebtNotice {
  const severity = SEVERITIES[debt.stage];
  const { suspendsOn, rescindsOn } = debt;
  if (suspendsOn === null || rescindsOn === null) return { severity, ...withoutBills(debt, trustUntil) };
  const known = { ...debt, suspendsOn, rescindsOn };
  const { title, suspension } = stageWords(known, trustUntil, today);
  return {
    severity,
    title,
    text: [reason(known), suspension, rescission(known, today), bureaus(debt), restoring(debt)].join(' '),
  };
}

function reason({ amountCents, billIds, months }: Debt): string {
  const what = billIds.length === 1 ? 'uma fatura em atraso' : `${billIds.length} faturas em atraso`;
  return `Você tem ${what}, no total de ${formatBrl(amountCents)}, referente a ${monthsText(months)}.`;
}

function stageWords(
  { stage, suspendsOn }: KnownDebt,
  trustUntil: PlainDate | null,
  today: PlainDate,
): { readonly title: string; readonly suspension: string } {
  const day = formatSlashedDayFirst(suspendsOn);
  switch (stage) {
    case 'OVERDUE':
      return {
        title: 'Fatura em atraso',
        suspension: `Sem o pagamento, o serviço pode ser suspenso a partir de ${day}.`,
      };
    case 'SUSPENSION_NEAR':
      return suspendsOn > today
        ? {
            title: `Seu serviço será suspenso em ${day}`,
            suspension: `Sem o pagamento, o serviço será suspenso em ${day}.`,
          }
        : {
            title: 'Seu serviço pode ser suspenso a qualquer momento',
            suspension: `O prazo para pagar terminou em ${day}, e o serviço pode ser suspenso a qualquer momento.`,
          };
    case 'SUSPENDED':
      return {
        title: 'Serviço suspenso',
        suspension: `Por isso o serviço está suspenso: o prazo para pagar terminou em ${day}.`,
      };
    case 'IN_TRUST':
      return {
        title: trustTitle(trustUntil),
        suspension: `${trustText(trustUntil)} Sem o pagamento, o serviço volta a ser suspenso${
          trustUntil === null ? '' : ' depois dessa data'
        }.`,
      };
  }
}

const trustTitle = (until: PlainDate | null): string =>
  until === null ? 'Acesso liberado em confiança' : `Acesso liberado em confiança até ${formatSlashedDayFirst(until)}`;

const trustText = (until: PlainDate | null): string =>
  until === null
    ? 'O acesso está liberado em confiança por poucos dias.'
    : `O acesso está liberado em confiança até ${formatSlashedDayFirst(until)}.`;

function rescission({ rescindsOn }: KnownDebt, today: PlainDate): string {
  return rescindsOn > today
    ? `Continuando a falta de pagamento, o contrato pode ser rescindido a partir de ${formatSlashedDayFirst(rescindsOn)}.`
    : `O prazo para a rescisão do contrato terminou em ${formatSlashedDayFirst(rescindsOn)}, e ele pode ser rescindido a qualquer momento.`;
}

const bureaus = ({ creditBureaus }: Debt): string =>
  creditBureaus
    ? 'O débito pode ser incluído nos órgãos de proteção ao crédito.'
    : 'O débito não é enviado aos órgãos de proteção ao crédito.';

const restoring = ({ stage, restoreHours }: Debt): string =>
  stage === 'SUSPENDED'
    ? `Depois do pagamento, o serviço volta em até ${restoreHours} horas.`
    : `Se o serviço for suspenso, ele volta em até ${restoreHours} horas depois do pagamento.`;

/** The contract is kept back, or works on trust, and the provider lists no overdue bill: perhaps it was just paid. */
function withoutBills({ stage, restoreHours }: Debt, trustUntil: PlainDate | null): Omit<DebtNotice, 'severity'> {
  const paid = `Não encontramos fatura em atraso neste contrato: se você já pagou, a liberação acontece em até ${restoreHours} horas.`;
  return stage === 'IN_TRUST'
    ? { title: trustTitle(trustUntil), text: `${trustText(trustUntil)} ${paid}` }
    : { title: 'Serviço suspenso', text: `O serviço está suspenso. ${paid}` };
}

/** `outubro e novembro de 2026`; the year once where it is the same. */
function monthsText(months: readonly string[]): string {
  const years = new Map<string, string[]>();
  for (const month of months) {
    const [year = '', number = ''] = month.split('-');
    years.set(year, [...(years.get(year) ?? []), MONTHS[Number(number) - 1] ?? number]);
  }
  return listed([...years].map(([year, names]) => `${listed(names)} de ${year}`));
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} e ${words.at(-1) ?? ''}`;
