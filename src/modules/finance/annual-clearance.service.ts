import { Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { todayInSaoPaulo } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { AnnualClearancePort } from './annual-clearance.port.js';

/** A statement that a year's bills are paid. */
export interface AnnualClearance {
  readonly year: number;
  readonly pdf: Uint8Array;
}

/** The yearly statement that nothing is owed (Lei 12.007/2009). */
@Injectable()
export class AnnualClearanceService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: AnnualClearancePort,
    private readonly credentials: UpstreamCredentials,
  ) {}

  /** @throws Problem OPEN_DEBTS, or VALIDATION_ERROR for a year that is not over. */
  async statement(customer: CustomerPrincipal, wanted: number | undefined): Promise<AnnualClearance> {
    const lastYear = Number(todayInSaoPaulo().slice(0, 4)) - 1;
    const year = wanted ?? lastYear;
    if (year > lastYear) {
      throw new Problem(problems.validation, {
        invalidFields: [{ field: 'year', message: 'year must be over' }],
      });
    }
    const credential = await this.credentials.of(customer);
    const { id, erpCustomerId } = await this.accounts.get(customer.customerId);
    const pdf = await this.port.statement({ id, erpCustomerId, credential }, year);
    if (pdf === 'open-debts') throw new Problem(problems.openDebts);
    return { year, pdf };
  }
}
