import { Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { PartnerAccessPort } from '../partners/partner-access.port.js';
import { PlayhubCustomersPort } from './playhub-customers.port.js';
import type { SvaEntity } from './sva.entity.js';

/** Who asks, and from where. */
export interface SvaCaller {
  readonly principal: CustomerPrincipal;
  /** Network address. */
  readonly address: string;
}

/** Whether the provider of a service serves a customer, asked in each provider's own way. */
@Injectable()
export class SvaEntitlements {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly playhub: PlayhubCustomersPort,
    private readonly partners: PartnerAccessPort,
    private readonly credentials: UpstreamCredentials,
  ) {}

  /**
   * @throws Problem UPSTREAM_CREDENTIALS_REQUIRED for a service of BIT TRAINERS, which knows customers by their log-in
   * only, in a session without a password.
   */
  async isServed(caller: SvaCaller, sva: SvaEntity): Promise<boolean> {
    const { principal, address } = caller;
    switch (sva.provider) {
      case 'PLAYHUB':
        return this.isServedByPlayhub(principal.customerId, sva);
      case 'NEO': {
        const { erpCustomerId } = await this.accounts.get(principal.customerId);
        return this.partners.authorise('NEO', {
          subscriberId: erpCustomerId,
          resourceId: sva.resource,
          countryCode: 'BR',
          actionId: 'VIEW',
          ipAddress: address,
        });
      }
      case 'BITTRAINERS': {
        const { user, password } = await this.credentials.of(principal);
        const subscriberId = await this.partners.authenticate('BIT_TRAINERS', { username: user, password });
        if (subscriberId === undefined) return false;
        return this.partners.authorise('BIT_TRAINERS', { subscriberId, resourceId: sva.resource });
      }
    }
  }

  /** Asks anew whether PlayHub has the customer for a service of its. */
  async isServedByPlayhub(customerId: string, { resource }: SvaEntity): Promise<boolean> {
    const { value } = await this.playhub.servicesOf(await this.accounts.get(customerId), 'now');
    return [...value].some((service) => service === resource);
  }
}
