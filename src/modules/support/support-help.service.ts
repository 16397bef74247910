import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Problem } from '../../common/problem/problem.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { toSupportChannelDto } from './support-channel-answers.js';
import { type HelpSeeker, SupportChannels } from './support-channels.service.js';
import type { SupportHelpDto, SupportTopicDto } from './support-help.dto.js';
import { situationOf } from './support-situation.js';
import { type SupportSituation, SupportTopicEntity } from './support-topic.entity.js';

const VISITOR: SupportSituation = 'VISITOR';

@Injectable()
export class SupportHelpService {
  constructor(
    @InjectRepository(SupportTopicEntity) private readonly topics: Repository<SupportTopicEntity>,
    private readonly channels: SupportChannels,
    private readonly contracts: ContractsService,
  ) {}

  /** Help is also there while the provider's systems are not: then nothing is known of the contract. */
  async help(seeker: HelpSeeker | undefined): Promise<SupportHelpDto> {
    const [situation, channels, topics] = await Promise.all([
      seeker === undefined ? VISITOR : this.situationOf(seeker),
      this.channels.for(seeker),
      this.topics.find({ where: { enabled: true }, order: { position: 'ASC', code: 'ASC' } }),
    ]);
    const shown = topics.filter(({ situations }) => situations.length === 0 || situations.includes(situation));
    const isFirst = ({ firstIn }: SupportTopicEntity): boolean => firstIn.includes(situation);
    const now = new Date();
    return {
      situation,
      topics: [...shown.filter(isFirst), ...shown.filter((topic) => !isFirst(topic))].map(topicDto),
      channels: channels.map((channel) => toSupportChannelDto(channel, now)),
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
