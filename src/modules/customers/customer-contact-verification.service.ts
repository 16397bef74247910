import { Injectable } from '@nestjs/common';
import { maskEmail, maskPhone } from '../../common/brazil/contact-masking.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type IssuedChallenge, OneTimeCodes } from '../one-time-codes/one-time-codes.service.js';
import { VerificationTokens } from '../one-time-codes/verification-tokens.service.js';
import { isValidContact } from './customer-contact-merge.js';
import type { ContactKind, CustomerContactEntity } from './customer-contact.entity.js';
import { CustomerContactsService } from './customer-contacts.service.js';

export interface VerificationRequest {
  readonly customerId: string;
  readonly kind: ContactKind;
  readonly contactId: string;
  readonly channel: 'SMS' | 'EMAIL' | 'WHATSAPP';
  readonly address: string;
  readonly deviceId: string | undefined;
}

/** Proves by a code that a customer holds a contact. */
@Injectable()
export class CustomerContactVerification {
  constructor(
    private readonly contacts: CustomerContactsService,
    private readonly codes: OneTimeCodes,
    private readonly tokens: VerificationTokens,
  ) {}

  /** @throws Problem NOT_FOUND, REFUSED where no code can be sent, TOO_MANY_REQUESTS, UNSUPPORTED. */
  async send({ customerId, kind, contactId, channel, ...caller }: VerificationRequest): Promise<IssuedChallenge> {
    const contact = await this.contacts.get(customerId, kind, contactId);
    if (!isValidContact(kind, contact.value)) {
      throw new Problem(problems.refusedByRule, { detail: 'O contato não é válido.' });
    }
    if (kind === 'PHONE' && parsePhone(contact.value)?.type !== 'mobile') {
      throw new Problem(problems.refusedByRule, { detail: 'Um telefone fixo não recebe códigos.' });
    }
    const issued = await this.codes.request({
      purpose: 'CONTACT_VERIFICATION',
      subject: subjectOf(customerId, contact),
      recipient: { destination: contact.value },
      channel,
      ...caller,
    });
    // It is the customer's own, and shown to them in full elsewhere.
    const destinationMasked = kind === 'EMAIL' ? maskEmail(contact.value) : maskPhone(contact.value);
    return { ...issued, destinationMasked };
  }

  /** @throws Problem NOT_FOUND, CODE_INVALID, CODE_EXPIRED; VERIFICATION_TOKEN_REFUSED for another contact's code. */
  async confirm(
    customerId: string,
    kind: ContactKind,
    contactId: string,
    proof: { readonly challengeId: string; readonly code: string },
  ): Promise<CustomerContactEntity> {
    const contact = await this.contacts.get(customerId, kind, contactId);
    const { token } = await this.codes.verify(proof.challengeId, proof.code, ['CONTACT_VERIFICATION']);
    await this.tokens.spend(token, 'CONTACT_VERIFICATION', subjectOf(customerId, contact));
    await this.contacts.verified(customerId, contact);
    return this.contacts.get(customerId, kind, contactId);
  }
}

/** Another address asks for another code. */
const subjectOf = (customerId: string, { id, comparable }: CustomerContactEntity): string =>
  `${customerId}|${id}|${comparable}`;
