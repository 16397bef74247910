import { Injectable } from '@nestjs/common';
import {
  PartnerAccessPort,
  type PartnerId,
  type SubscriberLogin,
  type SubscriberRequest,
} from '../../../modules/partners/partner-access.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import {
  authenticateAtBitTrainers,
  authenticateAtNeo,
  authoriseAtBitTrainers,
  authoriseAtNeo,
} from '../operations/partners.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

/** Nothing is kept: a customer's access ends when the ERP says so. */
const ownerOf = (partner: PartnerId) => ({ owner: `partner:${partner}` });

@Injectable()
export class PartnerAccessAdapter extends PartnerAccessPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async authenticate(partner: PartnerId, { username, password }: SubscriberLogin): Promise<string | undefined> {
    const operation = partner === 'NEO' ? authenticateAtNeo : authenticateAtBitTrainers;
    const answer = await unlessDenied(this.erp.call(operation, { query: { username, password } }, ownerOf(partner)));
    return answer?.value.subscriberId;
  }

  async authorise(partner: PartnerId, request: SubscriberRequest): Promise<boolean> {
    const asked = { subscriber_id: request.subscriberId, resource_id: request.resourceId };
    const call =
      partner === 'NEO'
        ? this.erp.call(
            authoriseAtNeo,
            {
              query: {
                ...asked,
                country_code: request.countryCode,
                action_id: request.actionId,
                ip_address: request.ipAddress,
              },
            },
            ownerOf(partner),
          )
        : this.erp.call(authoriseAtBitTrainers, { query: asked }, ownerOf(partner));
    return (await unlessDenied<unknown>(call)) !== undefined;
  }
}

/** `access: false`, which the ERP says of whoever may not and of whoever it does not know. */
async function unlessDenied<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const denied = ['rejected', 'not-found', 'customer-credential'];
    if (error instanceof UpstreamError && denied.includes(error.kind)) return undefined;
    throw error;
  }
}
