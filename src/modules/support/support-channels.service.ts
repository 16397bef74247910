import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { comparableName } from '../audience/comparable-name.js';
import { ContractPlaces } from '../contracts/contract-places.service.js';
import { SupportChannelEntity } from './support-channel.entity.js';
import { toSupportChannelDto } from './support-channel-answers.js';
import type { ContactNumbersDto } from './support-help.dto.js';

/** Whom help is for: a customer, and perhaps one of their contracts. */
export interface HelpSeeker {
  readonly customerId: string;
  readonly contractId: string | undefined;
}

/** Ways to reach the provider, as customers see them. */
@Injectable()
export class SupportChannels {
  constructor(
    @InjectRepository(SupportChannelEntity) private readonly channels: Repository<SupportChannelEntity>,
    private readonly places: ContractPlaces,
  ) {}

  /** Those for everybody, and those for where the customer is served; in the order they are shown. */
  async for(seeker: HelpSeeker | undefined): Promise<SupportChannelEntity[]> {
    const channels = await this.enabled();
    // Most providers have the same for everybody: then nobody need know where the customer is served.
    if (channels.every(({ cities }) => cities.length === 0)) return channels;
    return meantFor(channels, await this.citiesOf(seeker));
  }

  /**
   * Numbers to call or write to, those of the city first.
   * @param city as somebody writes it; where the customer is served when left out
   */
  async phones(seeker: HelpSeeker | undefined, city: string | undefined): Promise<ContactNumbersDto> {
    const [channels, cities] = await Promise.all([
      this.enabled(),
      city === undefined ? this.citiesOf(seeker) : [comparableName(city)],
    ]);
    const phones = meantFor(channels, cities).filter(({ kind }) => kind === 'PHONE' || kind === 'WHATSAPP');
    const [local, general] = [phones.filter(isLocal), phones.filter((channel) => !isLocal(channel))];
    const now = new Date();
    return { cities: [...cities], items: [...local, ...general].map((channel) => toSupportChannelDto(channel, now)) };
  }

  private enabled(): Promise<SupportChannelEntity[]> {
    return this.channels.find({ where: { enabled: true }, order: { position: 'ASC', label: 'ASC', id: 'ASC' } });
  }

  private async citiesOf(seeker: HelpSeeker | undefined): Promise<readonly string[]> {
    if (seeker === undefined) return [];
    const places = await this.places.of(seeker.customerId, seeker.contractId);
    return [...new Set(places.flatMap(({ city }) => city ?? []))];
  }
}

const isLocal = ({ cities }: SupportChannelEntity): boolean => cities.length > 0;

const meantFor = (channels: readonly SupportChannelEntity[], cities: readonly string[]): SupportChannelEntity[] =>
  channels.filter((channel) => !isLocal(channel) || channel.cities.some((city) => cities.includes(city)));
