import { Injectable } from '@nestjs/common';
import { plainDate, todayInSaoPaulo } from '../../../common/brazil/dates.js';
import {
  type ReferralOutcome,
  ReferralProspectsPort,
  type ReferredFriend,
} from '../../../modules/referrals/referral-prospects.port.js';
import { listCommercialOrigins } from '../operations/sales-catalogue.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { LeadRegistrationAdapter } from './lead-registration.adapter.js';

const REWARD_CACHE = { ttlMs: 3_600_000, staleIfErrorMs: 86_400_000 };

@Injectable()
export class ReferralProspectsAdapter extends ReferralProspectsPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    private readonly leads: LeadRegistrationAdapter,
  ) {
    super();
  }

  /** The promotion of the commercial origin that is for referrals, while it is in force. */
  async reward(): Promise<string | undefined> {
    const { value } = await this.erp.call(listCommercialOrigins, {}, { owner: 'referrals', cache: REWARD_CACHE });
    const today = todayInSaoPaulo();
    const promotions = value.flatMap(({ referral, promotion }) => (referral === true && promotion ? [promotion] : []));
    const inForce = promotions.find(
      ({ validFrom, validUntil }) => (validFrom ?? today) <= today && (validUntil ?? today) >= today,
    );
    return inForce?.description ?? undefined;
  }

  register(friend: ReferredFriend): Promise<ReferralOutcome> {
    return this.leads.register(leadOf(friend));
  }

  find(friend: ReferredFriend): Promise<string | undefined> {
    return this.leads.find(leadOf(friend));
  }
}

function leadOf({ reference, name, phone, postalCode, coupon }: ReferredFriend) {
  // The ERP wants a birth date of everybody, and nobody asks one of a friend: this one says that it is not known.
  const bornOn = plainDate(1900, 1, 1);
  if (bornOn === undefined) throw new TypeError('the day does not exist');
  const where = postalCode === null ? '' : `, CEP ${postalCode}`;
  return {
    reference,
    name,
    phone,
    bornOn,
    email: null,
    wish: `INDICACAO, cupom ${coupon}${where}, nascimento nao informado`,
  };
}
