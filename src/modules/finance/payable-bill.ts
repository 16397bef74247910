import type { CustomerBill } from './customer-bills.port.js';
import type { LinkedBill } from './payment-link.entity.js';

/**
 * What is to be paid of a bill, in centavos: while a part is contested the rest, with the fine and interest that fall on
 * it.
 *
 * @param disputedCents of the bill's amount; 0 when nothing is contested
 */
export function payableBill(
  { id, amountCents, fineCents, interestCents }: CustomerBill,
  disputedCents: number,
): LinkedBill {
  const undisputed = Math.max(0, amountCents - disputedCents);
  const share = (cents: number): number => (amountCents === 0 ? cents : Math.round((cents * undisputed) / amountCents));
  return {
    id,
    amount_cents: undisputed,
    fine_cents: share(fineCents),
    interest_cents: share(interestCents),
    ...(disputedCents > 0 ? { disputed_cents: disputedCents } : {}),
  };
}

export const totalOfPayable = (bill: LinkedBill): number => bill.amount_cents + bill.fine_cents + bill.interest_cents;
