import { parsePhone } from '../../common/brazil/phone.js';
import type { IssuedChallenge } from '../one-time-codes/one-time-codes.service.js';
import { isValidContact } from './customer-contact-merge.js';
import type { CustomerContactEntity } from './customer-contact.entity.js';
import type { ContactChallengeDto, EmailDto, PhoneDto } from './customer-contacts.dto.js';

export const toEmailDto = (contact: CustomerContactEntity): EmailDto => ({
  id: contact.id,
  address: contact.value,
  type: contact.type === 'WORK' ? 'WORK' : 'PERSONAL',
  ...common(contact),
});

export const toPhoneDto = (contact: CustomerContactEntity): PhoneDto => ({
  id: contact.id,
  number: contact.value,
  type: contact.type === 'PERSONAL' ? 'MOBILE' : contact.type,
  ...common(contact),
});

const common = (contact: CustomerContactEntity) => ({
  primary: contact.isPrimary,
  verified: contact.verifiedAt !== null,
  valid: isValidContact(contact.kind, contact.value),
  source: contact.source,
});

export const toChallengeDto = (issued: IssuedChallenge): ContactChallengeDto => ({
  challenge_id: issued.challengeId,
  destination_masked: issued.destinationMasked,
  expires_in: issued.expiresInSeconds,
  resend_after: issued.resendAfterSeconds,
});

/** The form to store; the number was checked before. */
export const e164Of = (number: string): string => parsePhone(number)?.e164 ?? number;

export const phoneTypeOf = (number: string): 'HOME' | 'MOBILE' =>
  parsePhone(number)?.type === 'fixed' ? 'HOME' : 'MOBILE';
