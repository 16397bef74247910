import { Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import {
  type NoticeAcknowledgement,
  type NoticeHolder,
  type ProviderNotice,
  ProviderNoticesPort,
} from '../../../modules/messages/provider-notices.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { markNoticeSent } from '../operations/app-notices.js';
import { listPendingNotices } from '../operations/customers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { loginOf } from './customer-login.js';

// Of their own: that a notice was read changes nothing else that is kept of the customer's.
const ownerOf = ({ id }: NoticeHolder): string => `notices:${id}`;

@Injectable()
export class ProviderNoticesAdapter extends ProviderNoticesPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async pending(holder: NoticeHolder, waitedFor: boolean): Promise<ProviderNotice[]> {
    try {
      const { value } = await this.erp.call(
        listPendingNotices,
        { path: { idCliente: holder.erpCustomerId } },
        { owner: ownerOf(holder), priority: waitedFor ? 'interactive' : 'background' },
      );
      // The document says that it lists pending ones only; one that says to be sent already is not news.
      return value
        .filter(({ status }) => status !== 'ENVIADO')
        .map(({ id, title, text, createdAt }) => ({ id, title, text, createdAt }));
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return [];
      throw error;
    }
  }

  async acknowledge(
    holder: NoticeHolder,
    noticeId: string,
    credential: CustomerCredential,
  ): Promise<NoticeAcknowledgement> {
    try {
      await this.erp.call(
        markNoticeSent,
        { path: { id: noticeId }, body: loginOf(credential) },
        { owner: ownerOf(holder), priority: 'background' },
      );
      return 'told';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'not-found') return 'gone';
      if (error.kind === 'customer-credential') return 'credential-refused';
      throw error;
    }
  }
}
