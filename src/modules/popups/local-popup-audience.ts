import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { parseDocument } from '../../common/brazil/document.js';
import { type PopupAudienceFacts, PopupAudiencePort } from './popup-audience.port.js';
import { popupDocumentHash } from './popup-target.js';

/** Knows of a customer what the account holds: the document. */
@Injectable()
export class LocalPopupAudience extends PopupAudiencePort {
  constructor(
    private readonly manager: EntityManager,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {
    super();
  }

  async facts(customerId: string): Promise<PopupAudienceFacts> {
    const [account] = await this.manager.query<{ document: string }[]>(
      'SELECT document FROM customer_account WHERE id = $1',
      [customerId],
    );
    const document = parseDocument(account?.document ?? '');
    return {
      documentHash: document === undefined ? undefined : popupDocumentHash(this.config.identifierPepper, document),
      cities: [],
      plans: [],
      statuses: [],
    };
  }
}
