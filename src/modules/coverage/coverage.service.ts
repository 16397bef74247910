import { Injectable } from '@nestjs/common';
import { isPlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AddressRegisterPort, type Condominium, type RegisterEntry } from './address-register.port.js';
import { CoverageLeads } from './coverage-leads.js';
import type {
  AddressStep,
  CondominiumListDto,
  CondominiumViabilityDto,
  CoverageLeadDto,
  HouseViabilityDto,
  ListCondominiumsQueryDto,
  ViabilityDto,
} from './coverage.dto.js';
import { GeocodingPort } from './geocoding.port.js';
import { registerNumber, wholeNumber } from './house-number.js';
import type { LeadDetails } from './lead-registration.port.js';
import { type CondominiumUnit, type Coordinates, type Viability, ViabilityPort } from './viability.port.js';

/** Where a house is asked about. */
interface Address {
  readonly cep?: string | undefined;
  readonly address_id?: string | undefined;
  readonly number: string;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

type Choice = Pick<CondominiumListDto, 'choose' | 'options' | 'states'>;

/** Whether the network reaches an address, and which condominiums stand there. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly register: AddressRegisterPort,
    private readonly viability: ViabilityPort,
    private readonly geocoding: GeocodingPort,
    private readonly leads: CoverageLeads,
  ) {}

  /**
   * Condominiums at an address; where a postal code has several streets, what to choose next instead.
   * @throws Problem ADDRESS_NOT_LOCATED for a postal code that nobody knows.
   */
  async condominiums(query: ListCondominiumsQueryDto): Promise<CondominiumListDto> {
    const found = query.addressId ?? (await this.streetOf(query));
    if (typeof found !== 'string') return { needs_choice: true, ...found, address_id: null, items: [] };
    const items = await this.register.condominiums(found, registerNumber(query.number));
    return {
      needs_choice: false,
      choose: null,
      options: [],
      states: [],
      address_id: found,
      items: items.map(({ id, name, number, kind, blocks }) => ({ id, name, number, type: kind, blocks: [...blocks] })),
    };
  }

  /** @throws Problem ADDRESS_NOT_LOCATED when the street or its place cannot be told. */
  async house(body: HouseViabilityDto): Promise<ViabilityDto> {
    const lead = leadOf(body.lead);
    const streetId = await this.onlyStreet(body);
    return this.answer(await this.ask(streetId, body, undefined), streetId, body, lead);
  }

  /**
   * @throws Problem CONDOMINIUM_UNIT_INCOMPLETE without block, floor or house number as the condominium needs them.
   * @throws Problem NOT_FOUND for a condominium or block that is not at the address.
   */
  async condominium(body: CondominiumViabilityDto): Promise<ViabilityDto> {
    const lead = leadOf(body.lead);
    const floor = body.floor ?? null;
    const houseNumber = body.house_number ?? null;
    if (body.block_id === undefined || (floor === null && houseNumber === null)) {
      throw new Problem(problems.condominiumUnitIncomplete);
    }
    const streetId = await this.onlyStreet(body);
    const there = await this.register.condominiums(streetId, registerNumber(body.number));
    const condominium = there.find(({ id }) => id === body.condominium_id);
    if (condominium === undefined) throw new Problem(problems.notFound);
    checkUnit(condominium, body.block_id, floor);
    const unit = { condominiumId: condominium.id, blockId: body.block_id, floor, houseNumber };
    return this.answer(await this.ask(streetId, body, unit), streetId, body, lead);
  }

  /** Whether the network reaches a registered address; undefined when its street or place cannot be told. */
  async reaches(postalCode: string, number: string): Promise<boolean | undefined> {
    const found = await this.streetOf({ cep: postalCode });
    if (typeof found !== 'string') return undefined;
    const place = await this.geocoding.locate({ streetId: found, houseNumber: wholeNumber(number) });
    if (place === undefined) return undefined;
    const answer = await this.viability.check({
      streetId: found,
      houseNumber: wholeNumber(number),
      place,
      unit: undefined,
    });
    return answer.result === 'UNKNOWN' ? undefined : answer.result === 'APPROVED';
  }

  private async ask(streetId: string, address: Address, unit: CondominiumUnit | undefined): Promise<Viability> {
    const houseNumber = wholeNumber(address.number);
    const place = pinned(address) ?? (await this.geocoding.locate({ streetId, houseNumber }));
    if (place === undefined) throw new Problem(problems.addressNotLocated);
    return this.viability.check({ streetId, houseNumber, place, unit });
  }

  private async answer(
    { result, distanceKm, technology }: Viability,
    streetId: string,
    { number }: Address,
    lead: Omit<LeadDetails, 'reference' | 'wish'> | undefined,
  ): Promise<ViabilityDto> {
    const viable = result === 'APPROVED';
    const wish = `Rua ${streetId}, número ${number}: sem viabilidade técnica`;
    const leadId =
      viable || lead === undefined
        ? null
        : await this.leads.take(`${streetId}|${registerNumber(number)}`, { ...lead, wish });
    return { viable, result, distance_km: distanceKm, technology: viable ? technology : null, lead_id: leadId };
  }

  private async onlyStreet(address: Address): Promise<string> {
    if (address.address_id !== undefined) return address.address_id;
    const found = await this.streetOf({ cep: address.cep });
    if (typeof found !== 'string') throw new Problem(problems.addressNotLocated);
    return found;
  }

  /** The street of a postal code, or the first step at which there is more than one way to it. */
  private async streetOf(
    query: Pick<ListCondominiumsQueryDto, 'state' | 'cityId' | 'districtId'> & { readonly cep?: string | undefined },
  ): Promise<string | Choice> {
    const { cep } = query;
    if (cep === undefined) throw new Problem(problems.validation);
    const found = await this.register.findByPostalCode(cep);
    if (found.found === 'none') throw new Problem(problems.addressNotLocated);
    if (found.found === 'one') return found.street.id;
    const { states } = found;
    const state = chosen(
      states.map((name) => ({ id: name, name })),
      query.state,
    );
    if (typeof state !== 'string') return step('STATE', state, states);
    const city = chosen(await this.register.cities(state, cep), query.cityId);
    if (typeof city !== 'string') return step('CITY', city, states);
    const district = chosen(await this.register.districts(city, cep), query.districtId);
    if (typeof district !== 'string') return step('DISTRICT', district, states);
    const street = chosen(await this.register.streets(district, cep), undefined);
    return typeof street === 'string' ? street : step('ADDRESS', street, states);
  }
}

const step = (choose: AddressStep, options: readonly RegisterEntry[], states: readonly string[]): Choice => ({
  choose,
  options: options.map(({ id, name }) => ({ id, name })),
  states: [...states],
});

/** The option that was chosen, or the only one; otherwise the options. */
function chosen(options: readonly RegisterEntry[], wanted: string | undefined): string | readonly RegisterEntry[] {
  const [only, ...others] = options;
  if (only === undefined) throw new Problem(problems.addressNotLocated);
  if (wanted !== undefined) {
    const match = options.find(({ id }) => id === wanted);
    if (match === undefined) throw new Problem(problems.addressNotLocated);
    return match.id;
  }
  return others.length === 0 ? only.id : options;
}

function checkUnit({ blocks, kind }: Condominium, blockId: string, floor: number | null): void {
  if (blocks.length > 0 && !blocks.some(({ id }) => id === blockId)) throw new Problem(problems.notFound);
  if (kind === 'VERTICAL' && floor === null) throw new Problem(problems.condominiumUnitIncomplete);
}

function pinned({ latitude, longitude }: Address): Coordinates | undefined {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** @throws Problem VALIDATION_ERROR for a telephone or birth date that cannot be. */
function leadOf(lead: CoverageLeadDto | undefined): Omit<LeadDetails, 'reference' | 'wish'> | undefined {
  if (lead === undefined) return undefined;
  const phone = parsePhone(lead.phone);
  const { birth_date: bornOn } = lead;
  if (phone?.valid !== true) throw refused('lead.phone', 'must be a Brazilian phone with area code');
  if (!isPlainDate(bornOn) || bornOn >= todayInSaoPaulo())
    throw refused('lead.birth_date', 'must be a day in the past');
  return { name: lead.name, phone: phone.national, bornOn, email: lead.email ?? null };
}

const refused = (field: string, message: string): Problem =>
  new Problem(problems.validation, { invalidFields: [{ field, message: `${field} ${message}` }] });
