import { Injectable } from '@nestjs/common';
import { maskEmail, maskPhone } from '../../common/brazil/contact-masking.js';
import { maskDocument } from '../../common/brazil/document.js';
import type { AppCaller } from '../audience/app-caller.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CustomerContactsService } from '../customers/customer-contacts.service.js';
import type { ProfileContactDto, ProfileDataDto, ProfileScreenDto } from './profile-screen.dto.js';
import { navigate, read, submit } from './screen-actions.js';
import { ScreenBuilders } from './screen-builders.service.js';
import type { LinkItemDto } from './screen.dto.js';

type Contacts = Awaited<ReturnType<CustomerContactsService['all']>>;

/** The screen of what is held about the customer, masked, and of the rights over it. */
@Injectable()
export class ProfileScreenService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contacts: CustomerContactsService,
    private readonly builders: ScreenBuilders,
  ) {}

  async screen(customerId: string, app: AppCaller): Promise<ProfileScreenDto> {
    const builder = this.builders.for('profile', app);
    const [account, contacts] = await Promise.all([this.accounts.get(customerId), this.contacts.all(customerId)]);
    const data = profileData(account, contacts);
    return builder.screen({ ttlSeconds: 0, refreshAfterSeconds: 300 }, [
      builder.section('profile', 'PROFILE', {
        // Where the provider did not answer, what is recorded here stands in.
        state: contacts.partial ? 'stale' : 'ok',
        data,
        actions: [
          read('EMAILS', 'Alterar e-mails', '/app/v1/customers/emails'),
          read('PHONES', 'Alterar telefones', '/app/v1/customers/phones'),
        ],
        text: { title: data.first_name, text: data.document_masked },
      }),
      builder.links('data-rights', 'Seus dados e seus direitos', DATA_RIGHTS),
    ]);
  }
}

/** The rights of Lei 13.709/2018, art. 18, and where each is used. */
const DATA_RIGHTS: readonly LinkItemDto[] = [
  {
    id: 'EXPORT',
    title: 'Baixar meus dados',
    description: 'Uma cópia de tudo o que guardamos sobre você.',
    action: read('EXPORT', 'Baixar', '/app/v1/customers/privacy/export'),
  },
  {
    id: 'CONSENTS',
    title: 'Minhas autorizações',
    description: 'Veja e altere o que você autorizou.',
    action: read('CONSENTS', 'Ver autorizações', '/app/v1/customers/consents'),
  },
  {
    id: 'PRIVACY_POLICY',
    title: 'Política de privacidade',
    description: null,
    action: navigate('PRIVACY_POLICY', 'Ler', '/app/v1/interface/privacy-policy'),
  },
  {
    id: 'TERMS',
    title: 'Termos de uso',
    description: null,
    action: navigate('TERMS', 'Ler', '/app/v1/interface/terms-and-conditions'),
  },
  {
    id: 'ERASURE',
    title: 'Excluir meus dados do aplicativo',
    description: 'O contrato com o provedor continua; o que a lei manda guardar é informado.',
    action: submit('ERASURE', 'Excluir', {
      method: 'POST',
      path: '/app/v1/customers/privacy/erasure',
      body: { confirm: true },
      confirm: {
        title: 'Excluir seus dados?',
        text: 'Você sairá do aplicativo em todos os aparelhos. Não é possível desfazer.',
      },
    }),
  },
];

const profileData = (account: CustomerAccount, { emails, phones }: Contacts): ProfileDataDto => ({
  first_name: account.firstName,
  document_masked: maskDocument(account.document),
  emails: emails.map((contact) => contactDto(contact, maskEmail)),
  phones: phones.map((contact) => contactDto(contact, maskPhone)),
  editable: { first_name: false, document: false, emails: true, phones: true },
});

const contactDto = (contact: Contacts['emails'][number], mask: (text: string) => string): ProfileContactDto => ({
  id: contact.id,
  masked: mask(contact.value),
  primary: contact.isPrimary,
  verified: contact.verifiedAt !== null,
});
