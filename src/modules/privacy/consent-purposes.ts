/** What a customer can consent to beyond what the contract itself needs. */
export const consentPurposes = [
  'MARKETING_PUSH',
  'MARKETING_EMAIL',
  'MARKETING_MESSAGES',
  'MARKETING_PHONE',
  'IN_APP_OFFERS',
  'USAGE_ANALYTICS',
  'PARTNER_OFFERS',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export interface ConsentText {
  readonly title: string;
  readonly text: string;
  /** Another text asks for another decision. */
  readonly version: string;
}

export const consentTexts: Readonly<Record<ConsentPurpose, ConsentText>> = {
  MARKETING_PUSH: {
    title: 'Ofertas por notificação',
    text: 'Receber ofertas e novidades por notificação no aplicativo. Avisos sobre o seu serviço chegam de qualquer forma.',
    version: '1',
  },
  MARKETING_EMAIL: {
    title: 'Ofertas por e-mail',
    text: 'Receber ofertas e novidades por e-mail.',
    version: '1',
  },
  MARKETING_MESSAGES: {
    title: 'Ofertas por SMS e WhatsApp',
    text: 'Receber ofertas e novidades por SMS e WhatsApp.',
    version: '1',
  },
  MARKETING_PHONE: {
    title: 'Ofertas por telefone',
    text: 'Receber ligações com ofertas e novidades.',
    version: '1',
  },
  IN_APP_OFFERS: {
    title: 'Ofertas no aplicativo',
    text: 'Ver ofertas e promoções do provedor nas telas do aplicativo. Elas são mostradas até que você as recuse.',
    version: '1',
  },
  USAGE_ANALYTICS: {
    title: 'Estatísticas de uso',
    text: 'Permitir que o uso do aplicativo seja medido para melhorá-lo.',
    version: '1',
  },
  PARTNER_OFFERS: {
    title: 'Ofertas de parceiros',
    text: 'Permitir que parceiros do provedor enviem ofertas.',
    version: '1',
  },
};
