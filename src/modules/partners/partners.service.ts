import { Injectable } from '@nestjs/common';
import { bareDocument } from '../../common/brazil/document.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { PartnerAccessPort, type PartnerId, type SubscriberRequest } from './partner-access.port.js';
import type { PartnerAuthenticationDto, PartnerAuthorizationDto } from './partners.dto.js';
import { subscriberLogin } from './subscriber-login.js';

/** A password is guessed at most this often, whichever partner asks. */
const PER_SUBSCRIBER = { name: 'partner-subscriber', limit: 10, windowSeconds: 300 };

/** What partners of value-added services ask of the provider about its customers. */
@Injectable()
export class PartnersService {
  constructor(
    private readonly port: PartnerAccessPort,
    private readonly limits: RateLimits,
  ) {}

  async authenticate(partner: PartnerId, header: string | undefined): Promise<PartnerAuthenticationDto> {
    const login = subscriberLogin(header);
    // However the document is written, its tries are counted together.
    await this.limits.take(PER_SUBSCRIBER, bareDocument(login.username));
    const subscriberId = await this.port.authenticate(partner, login);
    return { access: subscriberId !== undefined, subscriber_id: subscriberId ?? null };
  }

  async authorise(partner: PartnerId, request: SubscriberRequest): Promise<PartnerAuthorizationDto> {
    return { access: await this.port.authorise(partner, request) };
  }
}
