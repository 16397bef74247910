import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { parsePhone } from '../../common/brazil/phone.js';
import { Problem } from '../../common/problem/problem.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { SupportChannelEntity } from './support-channel.entity.js';
import type { SupportChannelDto, SupportHelpDto, SupportTopicDto } from './support-help.dto.js';
import { isOpenAt, nextOpening } from './support-hours.js';
import { situationOf } from './support-situation.js';
import { type SupportSituation, SupportTopicEntity } from './support-topic.entity.js';

/** Whom help is for: nobody we know, or a customer and perhaps one of their contracts. */
export interface HelpSeeker {
  readonly customerId: string;
  readonly contractId: string | undefined;
}

const VISITOR: SupportSituation = 'VISITOR';

@Injectable()
export class SupportHelpService {
  constructor(
    @InjectRepository(SupportChannelEntity) private readonly channels: Repository<SupportChannelEntity>,
    @InjectRepository(SupportTopicEntity) private readonly topics: Repository<SupportTopicEntity>,
    private readonly contracts: ContractsService,
  ) {}

  /** Help is also there while the provider's systems are not: then nothing is known of the contract. */
  async help(seeker: HelpSeeker | undefined): Promise<SupportHelpDto> {
    const [situation, channels, topics] = await Promise.all([
      seeker === undefined ? VISITOR : this.situationOf(seeker),
      this.channels.find({ where: { enabled: true }, order: { position: 'ASC', label: 'ASC' } }),
      this.topics.find({ where: { enabled: true }, order: { position: 'ASC', code: 'ASC' } }),
    ]);
    const shown = topics.filter(({ situations }) => situations.length === 0 || situations.includes(situation));
    const isFirst = ({ firstIn }: SupportTopicEntity): boolean => firstIn.includes(situation);
    const now = new Date();
    return {
      situation,
      topics: [...shown.filter(isFirst), ...shown.filter((topic) => !isFirst(topic))].map(topicDto),
      channels: channels.map((channel) => channelDto(channel, now)),
    };
  }

  private async situationOf({ customerId, contractId }: HelpSeeker): Promise<SupportSituation> {
    try {
      const { value } = await this.contracts.contractsOf(customerId);
      const looked = contractId === undefined ? value : value.filter(({ id }) => id === contractId);
      return situationOf(looked.map(({ status }) => status));
    } catch (error) {
      if (error instanceof Problem) throw error;
      return 'UNKNOWN';
    }
  }
}

const topicDto = ({ code, title, description, action, actionTarget }: SupportTopicEntity): SupportTopicDto => ({
  code,
  title,
  description,
  action: { type: action, target: actionTarget },
});

function channelDto(channel: SupportChannelEntity, now: Date): SupportChannelDto {
  return {
    kind: channel.kind,
    label: channel.label,
    value: valueOf(channel),
    url: urlOf(channel),
    open_now: isOpenAt(channel, now),
    next_opening: nextOpening(channel, now),
    hours: channel.hours.map(({ days, opens, closes }) => ({ days: [...days], opens, closes })),
    closed_on_holidays: channel.closedOnHolidays,
  };
}

function valueOf({ kind, target }: SupportChannelEntity): string {
  const phone = kind === 'PHONE' || kind === 'WHATSAPP' ? parsePhone(target) : undefined;
  if (phone === undefined) return target;
  const { national } = phone;
  return `(${national.slice(0, 2)}) ${national.slice(2, -4)}-${national.slice(-4)}`;
}

function urlOf({ kind, target }: SupportChannelEntity): string {
  switch (kind) {
    case 'PHONE':
      return `tel:${target}`;
    case 'WHATSAPP':
      return `https://wa.me/${target.replace(/\D/g, '')}`;
    case 'EMAIL':
      return `mailto:${target}`;
    case 'CHAT':
      return target;
  }
}
