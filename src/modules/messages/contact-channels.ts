import type { Consents } from '../privacy/consents.service.js';

type ConsentPurpose = Parameters<Consents['isGranted']>[1];

/** The ways in which offers may reach a customer. */
export const contactChannels = ['PUSH', 'EMAIL', 'SMS', 'WHATSAPP', 'PHONE'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** The consent that each goes by; SMS and WhatsApp are consented to, and withdrawn, together. */
export const consentOfChannel: Readonly<Record<ContactChannel, ConsentPurpose>> = {
  PUSH: 'MARKETING_PUSH',
  EMAIL: 'MARKETING_EMAIL',
  SMS: 'MARKETING_MESSAGES',
  WHATSAPP: 'MARKETING_MESSAGES',
  PHONE: 'MARKETING_PHONE',
};
