import { Injectable } from '@nestjs/common';
import { formatSlashedDayFirst, isPlainDate } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { AddressChangeService } from '../address-change/address-change.service.js';
import type { AppCaller } from '../audience/app-caller.js';
import { ContractsService } from '../contracts/contracts.service.js';
import type {
  AddressFormDataDto,
  FormFieldDto,
  ModifyAddressQueryDto,
  ModifyAddressScreenDto,
} from './modify-address-screen.dto.js';
import { read, submit } from './screen-actions.js';
import type { SectionContent } from './screen-builder.js';
import { ScreenBuilders } from './screen-builders.service.js';
import { upstreamContent } from './upstream-content.js';

type ContractDetails = Awaited<ReturnType<ContractsService['details']>>;
type Rules = AddressChangeService['rules'];

/** The form on which a customer asks for a contract to be moved, and what that costs. */
@Injectable()
export class ModifyAddressScreenService {
  constructor(
    private readonly contracts: ContractsService,
    private readonly changes: AddressChangeService,
    private readonly builders: ScreenBuilders,
  ) {}

  /** @throws Problem ADDRESS_NOT_LOCATED for a postal code that nobody knows. */
  async screen(
    customerId: string,
    { contractId, cep }: ModifyAddressQueryDto,
    app: AppCaller,
  ): Promise<ModifyAddressScreenDto> {
    const builder = this.builders.for('modify-address', app);
    const chosen = contractId ?? (await this.movable(customerId));
    const content = chosen === undefined ? NOTHING_TO_MOVE : await this.contentOf(customerId, chosen, cep);
    return builder.screen({ ttlSeconds: 0, refreshAfterSeconds: 300 }, [
      builder.section('address-form', 'ADDRESS_FORM', content),
    ]);
  }

  private async contentOf(
    customerId: string,
    contractId: string,
    cep: string | undefined,
  ): Promise<SectionContent<'ADDRESS_FORM'>> {
    const [contract, feeCents] = await Promise.all([
      this.contracts.details(customerId, contractId),
      this.changes.feeFor(customerId, cep),
    ]);
    const data = formData(contract, feeCents, cep, this.changes.rules);
    return upstreamContent(
      {
        data,
        actions: data.can_request ? formActions(contractId, feeCents) : [],
        text: {
          title: 'Mudança de endereço',
          text: [data.refusal_text ?? data.fee_text, data.loyalty_text].join(' '),
        },
      },
      contract.as_of === undefined ? undefined : new Date(contract.as_of),
    );
  }

  private async movable(customerId: string): Promise<string | undefined> {
    const { value } = await this.contracts.contractsOf(customerId);
    const contract =
      value.find(({ status }) => status === 'HABILITADO') ?? value.find(({ status }) => status !== 'CANCELADO');
    return contract?.id;
  }
}

const NOTHING_TO_MOVE: SectionContent<'ADDRESS_FORM'> = {
  state: 'empty',
  data: null,
  text: { title: 'Mudança de endereço', text: 'Você não tem contrato ativo para mudar de endereço.' },
};

const formActions = (contractId: string, feeCents: number) => [
  read(
    'AVAILABLE_DAYS',
    'Escolher o dia da visita',
    `/app/v1/service-orders/available-days?contractId=${contractId}&serviceOrderType=ADDRESS_CHANGE`,
  ),
  submit('SUBMIT', 'Pedir a mudança', {
    method: 'POST',
    path: '/app/v1/customers/address-change',
    body: { contract_id: contractId, accept_fee_cents: feeCents },
    confirm: { title: 'Pedir a mudança de endereço?', text: feeText(feeCents) },
  }),
];

const feeText = (feeCents: number): string =>
  feeCents === 0
    ? 'A mudança não tem custo.'
    : `A mudança custa ${formatBrl(feeCents)}, cobrados em uma próxima fatura.`;

const formData = (
  contract: ContractDetails,
  feeCents: number,
  cep: string | undefined,
  rules: Rules,
): AddressFormDataDto => {
  const canRequest = contract.capabilities.includes('CHANGE_ADDRESS');
  return {
    contract_id: contract.id,
    current_address: contract.address,
    can_request: canRequest,
    refusal_text: canRequest ? null : 'A mudança de endereço só pode ser pedida com o contrato ativo.',
    fee_cents: feeCents,
    fee_formatted: formatBrl(feeCents),
    fee_postal_code: cep ?? null,
    fee_text: feeText(feeCents),
    loyalty_text: loyaltyText(contract.loyalty),
    fields: fields(rules),
  };
};

function loyaltyText({ active, ends_on: endsOn }: ContractDetails['loyalty']): string {
  if (active === null) return 'Consulte no atendimento se o seu contrato tem prazo de fidelidade.';
  if (!active || endsOn === null) return 'O seu contrato não está em prazo de fidelidade.';
  const day = isPlainDate(endsOn) ? formatSlashedDayFirst(endsOn) : endsOn;
  return `O seu contrato tem fidelidade até ${day}, que continua valendo no novo endereço.`;
}

interface FieldWords extends Pick<FormFieldDto, 'label' | 'hint' | 'keyboard'> {
  /** Where its length is all that can be wrong, there are none. */
  readonly error_text?: string;
}

const WORDS: Readonly<Record<keyof Rules, FieldWords>> = {
  cep: { label: 'CEP', hint: 'Somente números', keyboard: 'DIGITS', error_text: 'Informe um CEP com 8 números.' },
  number: {
    label: 'Número',
    hint: 'Use S/N se não houver',
    keyboard: 'TEXT',
    error_text: 'Informe o número da casa, ou S/N.',
  },
  complement: { label: 'Complemento', hint: 'Apartamento, bloco, casa', keyboard: 'TEXT' },
  reference: { label: 'Ponto de referência', hint: null, keyboard: 'TEXT' },
};

const fields = (rules: Rules): FormFieldDto[] =>
  (['cep', 'number', 'complement', 'reference'] as const).map((name) => {
    const { pattern, required, maxLength } = rules[name];
    const { error_text: errorText = `Use até ${maxLength} letras.`, ...words } = WORDS[name];
    return {
      path: `address.${name}`,
      ...words,
      required,
      pattern: pattern.source,
      max_length: maxLength,
      error_text: errorText,
    };
  });
