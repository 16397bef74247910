import { Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { addDays, daysBetween, epochOfMidnight, isPlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type { ContractUsageDto, ContractUsageQueryDto } from './contract-usage.dto.js';
import { ContractUsagePort } from './contract-usage.port.js';
import { resolutionFor, usageSeries } from './usage-series.js';

/** The provider draws less than 40 days. */
const LONGEST_DAYS = 39;
const DEFAULT_DAYS = 7;

@Injectable()
export class ContractUsageService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ContractUsagePort,
    private readonly credentials: UpstreamCredentials,
  ) {}

  /**
   * What passed over the contract's connection, whole days, both ends included.
   * @throws Problem VALIDATION_ERROR or UPSTREAM_CREDENTIALS_REQUIRED.
   */
  async usage(
    customer: CustomerPrincipal,
    contractId: string,
    query: ContractUsageQueryDto,
  ): Promise<ContractUsageDto> {
    const { from, to } = periodOf(query);
    const credential = await this.credentials.of(customer);
    const account = await this.accounts.get(customer.customerId);
    const period = {
      from: new Date(epochOfMidnight(from)),
      to: new Date(Math.min(epochOfMidnight(addDays(to, 1)), Date.now())),
    };
    const readings = await this.port.readings(account, contractId, period, credential);
    const resolution = resolutionFor(period.to.getTime() - period.from.getTime());
    const series = usageSeries(readings, resolution);
    return {
      contract_id: contractId,
      start_date: from,
      end_date: to,
      resolution,
      download_bytes: series.downloadBytes,
      upload_bytes: series.uploadBytes,
      items: series.points.map(({ at, downloadBps, uploadBps }) => ({
        at,
        download_bps: downloadBps,
        upload_bps: uploadBps,
      })),
    };
  }
}

function periodOf({ startDate, endDate }: ContractUsageQueryDto) {
  const today = todayInSaoPaulo();
  const to = endDate ?? today;
  if (!isPlainDate(to) || to > today) throw invalid('endDate', 'endDate must be a day up to today');
  const from = startDate ?? addDays(to, 1 - DEFAULT_DAYS);
  if (!isPlainDate(from) || from > to) throw invalid('startDate', 'startDate must be a day up to endDate');
  if (daysBetween(from, to) + 1 > LONGEST_DAYS) {
    throw invalid('startDate', `the period must be at most ${LONGEST_DAYS} days`);
  }
  return { from, to };
}

const invalid = (field: string, message: string) =>
  new Problem(problems.validation, { invalidFields: [{ field, message }] });
