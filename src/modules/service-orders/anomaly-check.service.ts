import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { ContractsService } from '../contracts/contracts.service.js';
import type { ContractStatus } from '../contracts/contracts.port.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type OutageNotice, OutageNotices } from '../massive-warnings/outage-notices.service.js';
import { type AnomalyCheckDto, type AnomalyKind, anomalyKinds, type SuggestedAction } from './anomaly-check.dto.js';
import { LineStatusPort } from './line-status.port.js';
import { isOpen } from './service-order-rules.js';
import { ServiceOrdersPort } from './service-orders.port.js';

const BLOCKED: ReadonlySet<ContractStatus> = new Set(['SUSPENSO', 'SUSPENSO_PARCIALMENTE', 'AGUARDANDO_PAGAMENTO']);

const ACTIONS: Readonly<Record<AnomalyKind, SuggestedAction>> = {
  MASSIVE_OUTAGE: 'WAIT',
  PLANNED_MAINTENANCE: 'WAIT',
  FINANCIAL_BLOCK: 'PAY_OR_UNLOCK',
  OPEN_ORDER: 'FOLLOW_ORDER',
  EQUIPMENT_OFFLINE: 'RESTART_EQUIPMENT',
};

const MESSAGES: Readonly<Record<AnomalyKind, string>> = {
  MASSIVE_OUTAGE: 'Há uma falha na sua região e nossa equipe já está trabalhando nela.',
  PLANNED_MAINTENANCE: 'Há uma manutenção programada na sua região.',
  FINANCIAL_BLOCK: 'Seu contrato está com o serviço suspenso por falta de pagamento.',
  OPEN_ORDER: 'Já existe um atendimento de reparo aberto para este contrato.',
  EQUIPMENT_OFFLINE: 'Seu equipamento está sem conexão. Reinicie-o antes de abrir um atendimento.',
};

const NO_ANOMALY = 'Nenhum problema conhecido. Se a falha continua, abra um atendimento.';

/** What a check found out; undefined when it could not. */
type Finding = { readonly found: boolean; readonly notice?: OutageNotice } | undefined;

/** Looks for what a repair would not mend, before one is opened. Each check fails alone. */
@Injectable()
export class AnomalyCheck {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly orders: ServiceOrdersPort,
    private readonly lines: LineStatusPort,
    private readonly outages: OutageNotices,
    private readonly logger: PinoLogger,
  ) {}

  async check(customerId: string, contractId: string): Promise<AnomalyCheckDto> {
    const notices = this.known(this.outages.inForce(customerId, contractId));
    const noticeOf = async (kind: OutageNotice['kind']): Promise<Finding> => {
      const all = await notices;
      if (all === undefined) return undefined;
      const notice = all.find((candidate) => candidate.kind === kind);
      return notice === undefined ? { found: false } : { found: true, notice };
    };
    const [outage, maintenance, blocked, repairOpen, offline] = await Promise.all([
      noticeOf('MASSIVE_OUTAGE'),
      noticeOf('PLANNED_MAINTENANCE'),
      this.finding(this.blocked(customerId, contractId)),
      this.finding(this.repairOpen(customerId, contractId)),
      this.finding(this.offline(customerId, contractId)),
    ]);
    const findings: Readonly<Record<AnomalyKind, Finding>> = {
      MASSIVE_OUTAGE: outage,
      PLANNED_MAINTENANCE: maintenance,
      FINANCIAL_BLOCK: blocked,
      OPEN_ORDER: repairOpen,
      EQUIPMENT_OFFLINE: offline,
    };
    const kind = anomalyKinds.find((candidate) => findings[candidate]?.found === true);
    const notice = kind === undefined ? undefined : findings[kind]?.notice;
    const expected = notice?.expectedResolutionAt ?? null;
    return {
      has_anomaly: kind !== undefined,
      kind: kind ?? 'NONE',
      message: notice?.message ?? (kind === undefined ? NO_ANOMALY : MESSAGES[kind]),
      expected_resolution_at: expected === null ? null : toSaoPauloInstant(expected),
      can_open_order: outage?.found !== true && repairOpen?.found !== true,
      suggested_action: kind === undefined ? 'OPEN_ORDER' : ACTIONS[kind],
      checks: anomalyKinds.map((each) => {
        const finding = findings[each];
        return { kind: each, status: finding === undefined ? 'unknown' : finding.found ? 'found' : 'none' };
      }),
    };
  }

  private async blocked(customerId: string, contractId: string): Promise<boolean | undefined> {
    const { value } = await this.contracts.contractsOf(customerId);
    const contract = value.find(({ id }) => id === contractId);
    return contract && BLOCKED.has(contract.status);
  }

  private async repairOpen(customerId: string, contractId: string): Promise<boolean> {
    const { value } = await this.orders.list(await this.accounts.get(customerId), contractId);
    return value.some((order) => order.type === 'REPAIR' && isOpen(order));
  }

  private async offline(customerId: string, contractId: string): Promise<boolean | undefined> {
    const online = await this.lines.online(await this.accounts.get(customerId), contractId);
    return online === null ? undefined : !online;
  }

  private async finding(check: Promise<boolean | undefined>): Promise<Finding> {
    const found = await this.known(check);
    return found === undefined ? undefined : { found };
  }

  /** Undefined when it could not be found out: the other checks are worth telling all the same. */
  private known<T>(check: Promise<T>): Promise<T | undefined> {
    return check.catch((error: unknown) => {
      this.logger.warn({ err: error }, 'a check for anomalies failed');
      return undefined;
    });
  }
}
