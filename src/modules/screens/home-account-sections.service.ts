import { Injectable } from '@nestjs/common';
import { todayInSaoPaulo } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { ConnectionService } from '../connection/connection.service.js';
import type { Contract, ContractStatus } from '../contracts/contracts.port.js';
import { DebtStandingService } from '../finance/debt-standing.service.js';
import { BlockingBannerScreenService } from './blocking-banner-screen.service.js';
import type { ConnectionDataDto, ContractItemDto } from './home-screen.dto.js';
import { HomeSection, type HomeVisit } from './home-visit.js';
import { InvoiceCards, updatedCentsOf } from './invoice-cards.service.js';
import { unpaidBills } from './invoices-screen.service.js';
import { navigate, read } from './screen-actions.js';
import type { SectionContent } from './screen-builder.js';
import type { ScreenActionDto } from './screen.dto.js';
import { upstreamContent } from './upstream-content.js';

const STATUS_TEXTS: Readonly<Record<ContractStatus, string>> = {
  AGUARDANDO_INSTALACAO: 'Aguardando instalação',
  HABILITADO: 'Ativo',
  INATIVO_TEMPORARIAMENTE: 'Suspenso a pedido',
  SUSPENSO_PARCIALMENTE: 'Suspenso',
  SUSPENSO: 'Suspenso',
  HABILITADO_EM_CONFIANCA: 'Ativo em confiança',
  EM_NEGOCIACAO: 'Em negociação',
  CANCELADO: 'Cancelado',
  AGUARDANDO_PAGAMENTO: 'Aguardando pagamento',
  AGUARDANDO_AMPLIACAO: 'Aguardando ampliação da rede',
  UNKNOWN: 'Em análise',
};

@Injectable()
export class HomeBlockingBanner extends HomeSection<'BLOCKING_BANNER'> {
  readonly id = 'blocking-banner';
  readonly type = 'BLOCKING_BANNER';
  readonly title = 'Situação do contrato';

  constructor(
    private readonly standings: DebtStandingService,
    private readonly banners: BlockingBannerScreenService,
  ) {
    super();
  }

  async read(visit: HomeVisit): Promise<SectionContent<'BLOCKING_BANNER'>> {
    const [contracts, bills] = await Promise.all([visit.contracts(), visit.bills()]);
    const standing = await this.standings.judged(visit.customerId, contracts, bills, visit.contractId);
    if (standing !== undefined) return this.banners.contentOf(standing, visit.negotiable());
    return upstreamContent({ data: null }, contracts.staleSince ?? bills.staleSince, true);
  }
}

@Injectable()
export class HomeContracts extends HomeSection<'CONTRACT_LIST'> {
  readonly id = 'contracts';
  readonly type = 'CONTRACT_LIST';
  readonly title = 'Seus contratos';

  async read(visit: HomeVisit): Promise<SectionContent<'CONTRACT_LIST'>> {
    const { value, staleSince } = await visit.contracts();
    const items = value.filter(({ status }) => status !== 'CANCELADO').map(contractItem);
    return upstreamContent(
      {
        data: { items },
        actions: [read('CONTRACTS', 'Ver contratos', '/app/v1/customers/contracts')],
        text: {
          title: this.title,
          text: items.map(({ plan, status_text: status }) => `${plan ?? 'Contrato'}: ${status}`).join('\n'),
        },
      },
      staleSince,
      items.length === 0,
    );
  }
}

@Injectable()
export class HomeConnection extends HomeSection<'CONNECTION_STATUS'> {
  readonly id = 'connection';
  readonly type = 'CONNECTION_STATUS';
  readonly title = 'Sua conexão';

  constructor(private readonly connections: ConnectionService) {
    super();
  }

  async read(visit: HomeVisit): Promise<SectionContent<'CONNECTION_STATUS'>> {
    const contractId = visit.contractId ?? internetContract((await visit.contracts()).value)?.id;
    if (contractId === undefined) return { state: 'empty', data: null };
    const status = await this.connections.statusOf(visit.customerId, contractId);
    const data = connectionData(status);
    return upstreamContent(
      {
        data,
        actions: connectionActions(status),
        text: { title: data.title, text: data.message ?? data.title },
      },
      status.as_of === undefined ? undefined : new Date(status.as_of),
    );
  }
}

@Injectable()
export class HomeInvoices extends HomeSection<'INVOICE_CARD'> {
  readonly id = 'invoices';
  readonly type = 'INVOICE_CARD';
  readonly title = 'Suas faturas';

  constructor(private readonly cards: InvoiceCards) {
    super();
  }

  async read(visit: HomeVisit): Promise<SectionContent<'INVOICE_CARD'>> {
    const { value, staleSince } = await visit.bills();
    const unpaid = unpaidBills(value, visit.contractId);
    const [card] = await this.cards.of(visit.customerId, unpaid.slice(0, 1), visit.builder, () => visit.negotiable());
    if (card === undefined) return upstreamContent({ data: null }, staleSince, true);
    const today = todayInSaoPaulo();
    const overdue = unpaid.filter(({ dueDate }) => dueDate < today);
    const overdueTotal = overdue.reduce((sum, bill) => sum + updatedCentsOf(bill), 0);
    return upstreamContent(
      {
        data: {
          card,
          overdue_count: overdue.length,
          overdue_total_cents: overdueTotal,
          overdue_total_formatted: formatBrl(overdueTotal),
          unpaid_count: unpaid.length,
        },
        actions: [
          navigate('PAY', 'Pagar', `/app/v1/interface/payment-flow?invoiceId=${card.id}`),
          navigate('INVOICES', 'Ver todas as faturas', '/app/v1/interface/invoices'),
        ],
        text: {
          title: overdue.length > 0 ? 'Fatura vencida' : 'Próxima fatura',
          text: `${card.updated_amount_formatted} · ${card.badge?.text ?? ''}`,
        },
      },
      staleSince,
    );
  }
}

const contractItem = ({ id, plan, status, priceCents }: Contract): ContractItemDto => ({
  id,
  plan,
  status,
  status_text: STATUS_TEXTS[status],
  price_formatted: priceCents === null ? null : formatBrl(priceCents),
});

/** The contract whose connection is worth showing when none is chosen. */
const internetContract = (contracts: readonly Contract[]): Contract | undefined =>
  contracts.find(({ status, service }) => status !== 'CANCELADO' && service === 'INTERNET') ??
  contracts.find(({ status }) => status !== 'CANCELADO');

type ConnectionStatus = Awaited<ReturnType<ConnectionService['statusOf']>>;

const CONNECTION_TITLES: Readonly<Record<ConnectionStatus['status'], string>> = {
  ONLINE: 'Sua conexão está funcionando',
  OFFLINE: 'Sua conexão está fora do ar',
  BLOCKED: 'Sua conexão está bloqueada',
  OUTAGE: 'Há uma falha na sua região',
  UNKNOWN: 'Não sabemos como está a sua conexão',
};

const connectionData = (status: ConnectionStatus): ConnectionDataDto => ({
  contract_id: status.contract_id,
  status: status.status,
  title: CONNECTION_TITLES[status.status],
  message: status.reasons[0]?.message ?? null,
  since: status.since,
  expected_resolution_at: status.expected_resolution_at,
});

function connectionActions({ contract_id: id, actions }: ConnectionStatus): ScreenActionDto[] {
  return actions.flatMap((wanted): ScreenActionDto[] => {
    switch (wanted) {
      case 'PAY_BILLS':
        return [navigate('PAY', 'Ver faturas', `/app/v1/interface/invoices?contractId=${id}`)];
      case 'REQUEST_TRUST_UNLOCK':
        return [navigate('TRUST_UNLOCK', 'Liberar em confiança', `/app/v1/interface/license-trust?contractId=${id}`)];
      case 'REQUEST_REPAIR':
        return [read('CHECK_REPAIR', 'Pedir reparo', `/app/v1/service-orders/check-anomaly?contractId=${id}`)];
      case 'NEGOTIATE':
      case 'RESTART_EQUIPMENT':
      case 'WAIT':
        return [];
    }
  });
}
