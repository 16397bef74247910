import { Injectable } from '@nestjs/common';
import { formatSlashedDayFirst, isPlainDate } from '../../common/brazil/dates.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { Contract, ContractStatus } from '../contracts/contracts.port.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { TrustUnlocksService } from '../finance/trust-unlock.service.js';
import type { LicenseTrustScreenDto, TrustUnlockDataDto } from './license-trust-screen.dto.js';
import { navigate, submit } from './screen-actions.js';
import { ScreenBuilders } from './screen-builders.service.js';
import type { SectionContent } from './screen-builder.js';

type TrustCheck = Awaited<ReturnType<TrustUnlocksService['check']>>;

const REASON_TEXTS: Readonly<Record<NonNullable<TrustCheck['reason']>, string>> = {
  NOT_SUSPENDED: 'O serviço deste contrato não está suspenso.',
  ALREADY_ACTIVE: 'O acesso já está liberado em confiança.',
  USED_IN_PERIOD: 'A liberação em confiança já foi usada há pouco tempo.',
  TOO_MANY_OVERDUE: 'Há faturas em atraso demais para a liberação em confiança.',
  IN_NEGOTIATION: 'O contrato está em negociação.',
  CANCELLED: 'O contrato está cancelado.',
  PREVIOUS_NOT_HONOURED: 'A fatura da última liberação em confiança ainda não foi paga.',
  UNKNOWN_UPSTREAM: 'Não foi possível confirmar agora a situação do contrato. Tente novamente em instantes.',
};

const WARNING =
  'A liberação não quita a fatura: a cobrança, a multa e os juros continuam até o pagamento, e o serviço volta a ser suspenso se ela não for paga no prazo.';

/** For apps that have no button for it. */
const UPDATE = 'Atualize o aplicativo para liberar o acesso por ele.';

/** The contracts a customer would want to unlock, the first choice first. */
const WANTED: readonly ContractStatus[] = ['SUSPENSO', 'SUSPENSO_PARCIALMENTE', 'HABILITADO_EM_CONFIANCA'];

/** The screen on which a customer unlocks a suspended contract on trust, or reads why that is not possible. */
@Injectable()
export class LicenseTrustScreenService {
  constructor(
    private readonly contracts: ContractsService,
    private readonly unlocks: TrustUnlocksService,
    private readonly builders: ScreenBuilders,
  ) {}

  async screen(customerId: string, contractId: string | undefined, app: AppCaller): Promise<LicenseTrustScreenDto> {
    const builder = this.builders.for('license-trust', app);
    const chosen = contractId ?? chooseContract((await this.contracts.contractsOf(customerId)).value)?.id;
    const content: SectionContent<'TRUST_UNLOCK'> =
      chosen === undefined ? NOTHING_TO_UNLOCK : contentOf(await this.unlocks.check(customerId, chosen));
    return builder.screen({ ttlSeconds: 0, refreshAfterSeconds: 60 }, [
      builder.section('trust-unlock', 'TRUST_UNLOCK', content),
    ]);
  }
}

/** One that is suspended or on trust, else any that is not over. */
function chooseContract(contracts: readonly Contract[]): Contract | undefined {
  for (const status of WANTED) {
    const found = contracts.find((contract) => contract.status === status);
    if (found !== undefined) return found;
  }
  return contracts.find(({ status }) => status !== 'CANCELADO') ?? contracts[0];
}

const NOTHING_TO_UNLOCK: SectionContent<'TRUST_UNLOCK'> = {
  state: 'empty',
  data: null,
  text: { title: 'Liberação em confiança', text: 'Você não tem contrato para liberar.' },
};

function contentOf(check: TrustCheck): SectionContent<'TRUST_UNLOCK'> {
  const data = dataOf(check);
  const invoices = navigate('PAY', 'Ver faturas', `/app/v1/interface/invoices?contractId=${check.contract_id}`);
  return {
    state: 'ok',
    data,
    actions: check.eligible ? [unlockAction(check), invoices] : [invoices],
    text: { title: data.title, text: [data.reason_text ?? UPDATE, data.warning].join(' ') },
  };
}

const unlockAction = ({ contract_id: contractId, days }: TrustCheck) =>
  submit('CONFIRM_TRUST_UNLOCK', 'Liberar agora', {
    method: 'POST',
    path: '/app/v1/finances/trust',
    body: { contract_id: contractId },
    confirm: { title: `Liberar o acesso por ${daysText(days)}?`, text: WARNING },
  });

const dataOf = (check: TrustCheck): TrustUnlockDataDto => ({
  contract_id: check.contract_id,
  eligible: check.eligible,
  reason: check.reason,
  reason_text: check.reason === null ? null : reasonText(check.reason, check.next_available_at),
  days: check.days,
  active_until: check.active_until,
  next_available_at: check.next_available_at,
  title: titleOf(check),
  terms: [
    `O acesso fica liberado por ${daysText(check.days)}, contados da confirmação.`,
    'A liberação em confiança é uma cortesia e pode ser usada uma vez em cada período.',
    'Ao confirmar, você se compromete a pagar as faturas em atraso dentro desse prazo.',
  ],
  warning: WARNING,
});

function titleOf({ eligible, active_until: until, reason, days }: TrustCheck): string {
  if (eligible) return `Libere o acesso por ${daysText(days)}`;
  if (until !== null) return `Acesso liberado até ${shown(until)}`;
  return reason === 'ALREADY_ACTIVE' ? 'Acesso liberado em confiança' : 'Liberação em confiança indisponível';
}

function reasonText(reason: NonNullable<TrustCheck['reason']>, nextAvailableAt: string | null): string {
  const text = REASON_TEXTS[reason];
  return nextAvailableAt === null ? text : `${text} Ela volta a estar disponível em ${shown(nextAvailableAt)}.`;
}

const daysText = (days: number): string => (days === 1 ? '1 dia' : `${days} dias`);

const shown = (day: string): string => (isPlainDate(day) ? formatSlashedDayFirst(day) : day);
