import { addDays, businessDayOnOrAfter, type PlainDate } from '../../common/brazil/dates.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import type { CustomerBill } from './customer-bills.port.js';
import { overdueBills } from './trust-eligibility.js';

/** How far a debt has come, the mildest first. */
export const debtStages = ['OVERDUE', 'SUSPENSION_NEAR', 'IN_TRUST', 'SUSPENDED'] as const;
export type DebtStage = (typeof debtStages)[number];

/** Terms of the regulator and of the provider (Resolução Anatel 765/2023, art. 70 ff.). Days are calendar days. */
export interface DebtRules {
  /** From the due date to the provider's notice of the debt. */
  readonly noticeDays: number;
  /** From the notice to the suspension. */
  readonly suspensionDays: number;
  /** From the suspension to the rescission of the contract. */
  readonly rescissionDays: number;
  /** From the payment to the service working again. */
  readonly restoreHours: number;
  /** Before the suspension, from when on it counts as near. */
  readonly nearDays: number;
  /** Whether the provider enters debts at the credit bureaus. */
  readonly creditBureaus: boolean;
}

/** What a customer must be told of a debt; amounts in centavos, with fine and interest. */
export interface Debt {
  readonly contractId: string;
  readonly stage: DebtStage;
  readonly amountCents: number;
  /** Overdue bills, the oldest first; none when the provider lists none although it keeps the contract suspended. */
  readonly billIds: readonly string[];
  /** Months of their due dates, `2026-11`, the oldest first. */
  readonly months: readonly string[];
  readonly dueDate: PlainDate | null;
  /** By the rules: the provider does not say when it did or will do so. */
  readonly suspendsOn: PlainDate | null;
  readonly rescindsOn: PlainDate | null;
  readonly restoreHours: number;
  /** Whether the debt may be entered at the credit bureaus. */
  readonly creditBureaus: boolean;
}

const SUSPENDED: ReadonlySet<ContractStatus> = new Set(['SUSPENSO', 'SUSPENSO_PARCIALMENTE']);
/** Statuses in which a debt leads to a suspension; in the others the provider has agreed on something else, or ended. */
const IN_SERVICE: ReadonlySet<ContractStatus> = new Set(['HABILITADO', 'AGUARDANDO_AMPLIACAO', 'UNKNOWN']);

/** The debt of a contract; undefined when there is nothing to tell. */
export function debtOf(
  contract: { readonly id: string; readonly status: ContractStatus },
  bills: readonly CustomerBill[],
  today: PlainDate,
  rules: DebtRules,
): Debt | undefined {
  const overdue = overdueBills(
    bills.filter(({ contractIds }) => contractIds.includes(contract.id)),
    today,
  );
  const oldest = overdue[0]?.dueDate;
  const due =
    oldest === undefined ? null : addDays(businessDayOnOrAfter(oldest), rules.noticeDays + rules.suspensionDays);
  const stage = stageOf(contract.status, due, today, rules);
  if (stage === undefined) return undefined;
  // A provider that suspended before its time has done so by today.
  const suspendsOn = stage === 'SUSPENDED' && due !== null && due > today ? today : due;
  return {
    contractId: contract.id,
    stage,
    amountCents: overdue.reduce((sum, bill) => sum + bill.amountCents + bill.fineCents + bill.interestCents, 0),
    billIds: overdue.map(({ id }) => id),
    months: [...new Set(overdue.map(({ dueDate }) => dueDate.slice(0, 7)))],
    dueDate: oldest ?? null,
    suspendsOn,
    rescindsOn: suspendsOn === null ? null : addDays(suspendsOn, rules.rescissionDays),
    restoreHours: rules.restoreHours,
    creditBureaus: rules.creditBureaus,
  };
}

function stageOf(
  status: ContractStatus,
  suspendsOn: PlainDate | null,
  today: PlainDate,
  { nearDays }: DebtRules,
): DebtStage | undefined {
  if (SUSPENDED.has(status)) return 'SUSPENDED';
  if (status === 'HABILITADO_EM_CONFIANCA') return 'IN_TRUST';
  if (suspendsOn === null || !IN_SERVICE.has(status)) return undefined;
  return addDays(today, nearDays) >= suspendsOn ? 'SUSPENSION_NEAR' : 'OVERDUE';
}
