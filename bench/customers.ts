import { isCpf } from '../src/common/brazil/document.js';

/** A customer of the simulated ERP who is there for the bench alone. */
export interface BenchCustomer {
  readonly id: number;
  readonly document: string;
  readonly password: string;
  readonly contractId: number;
}

const FIRST_NUMBER = 500_000;

/** So many customers, the same ones every time, each with a valid CPF and one contract. */
export const benchCustomers = (count: number): BenchCustomer[] =>
  Array.from({ length: count }, (_, index) => {
    const id = FIRST_NUMBER + index;
    return { id, document: cpfOf(id), password: `bench-${id}`, contractId: id };
  });

function cpfOf(number: number): string {
  const base = String(number).padStart(9, '0');
  for (let digits = 0; digits < 100; digits += 1) {
    const candidate = base + String(digits).padStart(2, '0');
    if (isCpf(candidate)) return candidate;
  }
  throw new RangeError(`no check digits for ${base}`);
}
