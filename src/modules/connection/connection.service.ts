import { Inject, Injectable } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { staleness } from '../../common/http/staleness.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { OutageNotices } from '../massive-warnings/outage-notices.service.js';
import { type ConnectionConfig, connectionConfig } from './connection.config.js';
import type { ConnectionStatusDto } from './connection.dto.js';
import { type ConnectionReason, connectionState, isBlocked } from './connection-rules.js';
import { type LastConnection, LastConnectionsPort } from './last-connections.port.js';

const MESSAGES: Readonly<Record<ConnectionReason, string>> = {
  OVERDUE_BILLS: 'O serviço está suspenso por falta de pagamento.',
  IN_NEGOTIATION: 'O contrato está em negociação.',
  SUSPENDED_ON_REQUEST: 'O serviço está suspenso temporariamente a seu pedido.',
  NOT_INSTALLED_YET: 'A instalação ainda não foi concluída.',
  WAITING_FOR_PAYMENT: 'O serviço aguarda a confirmação de um pagamento.',
  CANCELLED: 'O contrato está cancelado.',
  OUTAGE_IN_AREA: 'Há uma falha na sua região, e a equipe já está trabalhando nela.',
  SESSION_ENDED: 'O seu equipamento está desconectado.',
  NO_RECENT_SIGNAL: 'O seu equipamento não responde há algum tempo.',
  NEVER_CONNECTED: 'Ainda não há registro de conexão do seu equipamento.',
};

@Injectable()
export class ConnectionService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly connections: LastConnectionsPort,
    private readonly outages: OutageNotices,
    @Inject(connectionConfig.token) private readonly config: ConnectionConfig,
  ) {}

  /** How a contract's connection is, why, and what can be done about it. */
  async statusOf(customerId: string, contractId: string): Promise<ConnectionStatusDto> {
    const contracts = await this.contracts.contractsOf(customerId);
    const contract = contracts.value.find(({ id }) => id === contractId);
    if (contract === undefined) throw new Problem(problems.notFound);
    const account = await this.accounts.get(customerId);
    const [connections, [outage]] = await Promise.all([
      this.connections.list(account).catch((error: unknown) => {
        // A blocked contract is offline whatever the network says.
        if (isBlocked(contract.status)) return { value: [] as LastConnection[], staleSince: undefined };
        throw error;
      }),
      // Notices only add to what the network says.
      this.outages.inForce(customerId, contractId).catch(() => []),
    ]);
    const last = connections.value.find((connection) => connection.contractId === contractId);
    const state = connectionState(contract.status, last, outage, {
      interimSeconds: this.config.interimSeconds,
      now: Date.now(),
    });
    const down = state.status === 'OUTAGE' ? outage : undefined;
    return {
      contract_id: contractId,
      status: state.status,
      since: instant(state.since),
      last_seen_at: instant(last?.stoppedAt ?? last?.updatedAt ?? last?.startedAt ?? null),
      ip: state.status === 'ONLINE' ? (last?.address ?? null) : null,
      expected_resolution_at: instant(down?.expectedResolutionAt ?? null),
      reasons: state.reasons.map((code) => ({
        code,
        message: code === 'OUTAGE_IN_AREA' && down !== undefined ? down.message : MESSAGES[code],
      })),
      actions: [...state.actions],
      ...staleness(connections.staleSince ?? contracts.staleSince),
    };
  }
}

const instant = (at: Date | null): string | null => (at === null ? null : toSaoPauloInstant(at));
