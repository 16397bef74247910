import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Not, IsNull, Repository } from 'typeorm';
import { z } from 'zod';
import { SignedValues } from '../../common/auth/signed-values.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { SvaEntity } from './sva.entity.js';
import { SvaActivationLinkEntity } from './sva-activation-link.entity.js';
import { type SvasConfig, svasConfig } from './svas.config.js';
import type { SvaActivationLinkDto } from './svas.dto.js';

const PURPOSE = 'svas.activation-link';
/** The bearer is not logged in where the link is opened: the ticket alone speaks for them. */
const BEARER = 'bearer';
const OPEN_PATH = '/app/v1/svas/activation';

/** Links that lead to the page of a service's provider, signed and good once. */
@Injectable()
export class SvaActivationLinks {
  constructor(
    @InjectRepository(SvaActivationLinkEntity) private readonly links: Repository<SvaActivationLinkEntity>,
    @InjectRepository(SvaEntity) private readonly svas: Repository<SvaEntity>,
    private readonly signedValues: SignedValues,
    @Inject(svasConfig.token) private readonly config: SvasConfig,
  ) {}

  async create(customerId: string, contractId: string, sva: SvaEntity): Promise<SvaActivationLinkDto> {
    const { linkSeconds, linkBaseUrl } = this.config;
    const expiresAt = new Date(Date.now() + linkSeconds * 1_000);
    const link = await this.links.save({ customerId, contractId, svaId: sva.id, expiresAt, usedAt: null });
    const ticket = this.signedValues.sign(PURPOSE, BEARER, link.id, linkSeconds);
    return { url: `${linkBaseUrl}${OPEN_PATH}?ticket=${ticket}`, expires_at: toSaoPauloInstant(expiresAt) };
  }

  /**
   * Uses a link up: where it leads.
   * @throws Problem NOT_FOUND for a ticket that is none of ours, LINK_EXPIRED for one that was used or is too old.
   */
  async open(ticket: string): Promise<string> {
    const id = this.signedValues.open(PURPOSE, BEARER, ticket, z.uuid());
    if (id === 'invalid') throw new Problem(problems.notFound);
    if (id === 'expired') throw new Problem(problems.linkExpired);
    // Of several that open it at once, one is let through.
    const used = await this.links.update({ id, usedAt: IsNull() }, { usedAt: new Date() });
    if (used.affected !== 1) throw new Problem(problems.linkExpired);
    const { svaId } = await this.links.findOneByOrFail({ id });
    return (await this.svas.findOneByOrFail({ id: svaId })).activationUrl;
  }

  /** Services of a contract that a customer followed a link to. */
  async used(customerId: string, contractId: string): Promise<ReadonlySet<string>> {
    const links = await this.links.findBy({ customerId, contractId, usedAt: Not(IsNull()) });
    return new Set(links.map(({ svaId }) => svaId));
  }
}
