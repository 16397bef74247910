import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { onContract } from '../../common/acts/act-holds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { formatBrl } from '../../common/brazil/money.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { AddressRegisterPort } from '../coverage/address-register.port.js';
import { GeocodingPort } from '../coverage/geocoding.port.js';
import { ViabilityPort } from '../coverage/viability.port.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { ServiceOrderOpening } from '../service-orders/service-order-opening.service.js';
import { slotForContract, VisitSlots } from '../service-orders/visit-slots.service.js';
import type { NewAddressDto, RequestAddressChangeDto, RequestedAddressChangeDto } from './address-change.dto.js';
import { type NewAddressField, newAddressRules, type TextRule } from './new-address-rules.js';
import { AddressChangePort, type NewAddress, type RegisteredAddress } from './address-change.port.js';

const request = z.object({ streetId: z.string(), number: z.string(), complement: z.string().nullable() });
const outcome = z.object({ registered: z.literal(true) });
const REGISTERED = { registered: true as const };

const ORDER_TYPE = 'ADDRESS_CHANGE';

/** Moves a contract's installation to another address. */
@Injectable()
export class AddressChangeService {
  /** What may stand in each field of a new address. */
  readonly rules: Readonly<Record<NewAddressField, TextRule>> = newAddressRules;

  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly port: AddressChangePort,
    private readonly register: AddressRegisterPort,
    private readonly geocoding: GeocodingPort,
    private readonly viability: ViabilityPort,
    private readonly acts: IrreversibleActs,
    private readonly slots: VisitSlots,
    private readonly opening: ServiceOrderOpening,
  ) {
    this.kind = acts.declare({
      name: 'contract.address-registration',
      title: 'Cadastro do novo endereço do contrato',
      request,
      outcome,
      find: async (act) => {
        const addresses = await port.addresses(await accounts.get(act.customerId));
        return addresses.some((row) => isThere(row, act.request)) ? REGISTERED : undefined;
      },
      assumed: () => REGISTERED,
    });
  }

  /**
   * Asks for the change: nothing is written unless the network reaches the address and the fee is accepted. An address
   * that was registered by an earlier try is not registered again.
   * @throws Problem CONTRACT_NOT_SERVICEABLE, SLOT_GONE, ADDRESS_NOT_LOCATED, NO_COVERAGE, FEE_NOT_ACCEPTED,
   * OS_ALREADY_OPEN, REQUEST_IN_FLIGHT or OUTCOME_UNCERTAIN.
   */
  async request(customer: CustomerPrincipal, body: RequestAddressChangeDto): Promise<RequestedAddressChangeDto> {
    const { customerId } = customer;
    const { contract_id: contractId, slot_id: slotId } = body;
    await this.requireServiceable(customerId, contractId);
    if (slotId !== undefined) this.slots.open(customerId, slotForContract(contractId, ORDER_TYPE), slotId);
    const account = await this.accounts.get(customerId);
    const streetId = await this.streetOf(body.address);
    const known = await this.port.addresses(account);
    await this.requireCoverage(streetId, body.address, known);
    const feeCents = await this.port.fee(account, body.address.cep);
    if (feeCents > 0 && body.accept_fee_cents !== feeCents) {
      throw new Problem(problems.feeNotAccepted, {
        detail: `A mudança de endereço custa ${formatBrl(feeCents)}.`,
        extensions: { fee_cents: feeCents },
      });
    }
    const address = newAddress(streetId, body.address);
    await this.registerOnce(contractId, account, address);
    const order = await this.opening.open(customer, {
      contract_id: contractId,
      service_order_type: ORDER_TYPE,
      description: describe(body.address, streetId, feeCents),
      ...(slotId === undefined ? {} : { slot_id: slotId }),
    });
    return {
      protocol: order.protocol,
      service_order_id: order.id,
      viable: true,
      fee_cents: feeCents,
      fee_formatted: formatBrl(feeCents),
      slot_confirmed: order.slot_confirmed,
    };
  }

  /**
   * What a change to a postal code costs, or within the customer's city when none is named.
   * @throws Problem ADDRESS_NOT_LOCATED for a postal code that nobody knows.
   */
  async feeFor(customerId: string, postalCode: string | undefined): Promise<number> {
    const account = await this.accounts.get(customerId);
    if (postalCode !== undefined && (await this.register.findByPostalCode(postalCode)).found === 'none') {
      throw new Problem(problems.addressNotLocated);
    }
    return this.port.fee(account, postalCode);
  }

  private registerOnce(contractId: string, account: CustomerAccount, address: NewAddress): Promise<void> {
    const place = onContract(this.kind, account.id, contractId);
    return this.acts.holding(this.kind, place, async (act) => {
      if ((await this.port.addresses(account)).some((row) => isThere(row, address))) return;
      const { streetId, number, complement } = address;
      await act.send({ streetId, number, complement }, async () => {
        const answer = await this.port.register(account, address);
        if (answer === 'refused') throw new Problem(problems.refusedByRule);
        return answer === 'uncertain' ? answer : REGISTERED;
      });
    });
  }

  private async requireServiceable(customerId: string, contractId: string): Promise<void> {
    const { value } = await this.contracts.contractsOf(customerId);
    const contract = value.find(({ id }) => id === contractId);
    if (contract === undefined) throw new Problem(problems.notFound);
    if (contract.status !== 'HABILITADO') throw new Problem(problems.contractNotServiceable);
  }

  private async streetOf({ address_id: chosen, cep }: NewAddressDto): Promise<string> {
    if (chosen !== undefined) return chosen;
    const found = await this.register.findByPostalCode(cep);
    if (found.found === 'one') return found.street.id;
    throw new Problem(
      problems.addressNotLocated,
      found.found === 'several' ? { detail: 'Este CEP tem mais de uma rua: escolha a rua em address_id.' } : {},
    );
  }

  /** Where nobody knows the house on the map, another of the customer's on the same street tells its place. */
  private async requireCoverage(
    streetId: string,
    { number }: NewAddressDto,
    known: readonly RegisteredAddress[],
  ): Promise<void> {
    const houseNumber = Number(/^\d+/.exec(number)?.[0] ?? 0);
    const place =
      (await this.geocoding.locate({ streetId, houseNumber })) ??
      known.find((row) => row.streetId === streetId && row.place !== null)?.place;
    if (place === undefined || place === null) throw new Problem(problems.addressNotLocated);
    const { result } = await this.viability.check({ streetId, houseNumber, place, unit: undefined });
    if (result === 'UNKNOWN') throw new Problem(problems.upstreamBadResponse);
    if (result === 'REFUSED') throw new Problem(problems.noCoverage);
  }
}

const newAddress = (streetId: string, address: NewAddressDto): NewAddress => ({
  streetId,
  number: address.number.toUpperCase(),
  complement: address.complement ?? null,
  reference: address.reference ?? null,
  condominiumId: address.condominium ?? null,
});

const same = (left: string | null, right: string | null): boolean =>
  (left ?? '').trim().toUpperCase() === (right ?? '').trim().toUpperCase();

const isThere = (row: RegisteredAddress, wanted: Pick<NewAddress, 'streetId' | 'number' | 'complement'>): boolean =>
  row.forInstallation &&
  row.streetId === wanted.streetId &&
  same(row.number, wanted.number) &&
  same(row.complement, wanted.complement);

/** For the provider's people. */
function describe({ cep, number, complement, reference }: NewAddressDto, streetId: string, feeCents: number): string {
  return [
    'Mudança de endereço solicitada pelo aplicativo.',
    `Novo endereço: CEP ${cep}, logradouro ${streetId}, número ${number}`,
    ...(complement === undefined ? [] : [`Complemento: ${complement}`]),
    ...(reference === undefined ? [] : [`Referência: ${reference}`]),
    feeCents === 0 ? 'Sem taxa.' : `Taxa aceita: ${formatBrl(feeCents)}.`,
  ].join('\n');
}
