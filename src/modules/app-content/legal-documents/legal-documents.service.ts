import { Inject, Injectable } from '@nestjs/common';
import { DataSource, Raw } from 'typeorm';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../../common/auth/auth.config.js';
import { keyedHash } from '../../../common/auth/keyed-hash.js';
import { toSaoPauloInstant } from '../../../common/brazil/dates.js';
import { Problem } from '../../../common/problem/problem.js';
import { problems } from '../../../common/problem/problem-kinds.js';
import { appVersionSortKey } from '../../app-settings/app-version-number.js';
import type { AppCaller } from '../../audience/app-caller.js';
import { CustomerAccounts } from '../../customers/customer-accounts.service.js';
import { LegalAcceptanceEntity } from './legal-acceptance.entity.js';
import type { AcceptLegalDocumentDto, LegalAcceptanceDto, LegalDocumentDto } from './legal-document.dto.js';
import { LegalDocumentEntity } from './legal-document.entity.js';
import type { LegalDocumentKind } from './legal-document-kind.js';

const returned = z.array(z.unknown());

/** Where an acceptance came from. */
export interface LegalAcceptanceOrigin {
  readonly app: AppCaller;
  /** Network address. */
  readonly address: string;
}

/** A legal text that is in force. */
type LegalDocumentInForce = LegalDocumentEntity & { readonly effectiveAt: Date };

/** Legal texts as customers read and accept them. */
@Injectable()
export class LegalDocuments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: CustomerAccounts,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {}

  /**
   * The text of a kind that is in force, and when the customer accepted it.
   * @param customerId undefined for somebody who has not logged in
   * @throws Problem NOT_FOUND before the first of its kind comes into force.
   */
  async read(kind: LegalDocumentKind, customerId: string | undefined): Promise<LegalDocumentDto> {
    const document = await this.inForce(kind);
    if (customerId === undefined) return toDto(document);
    const acceptance = await this.acceptanceOf(customerId, document);
    return { ...toDto(document), accepted_at: acceptance === null ? null : toSaoPauloInstant(acceptance.acceptedAt) };
  }

  /**
   * Records that the customer accepted the text in force; one that is repeated is answered as it stands.
   *
   * @returns the acceptance, and whether it is the first of this text.
   * @throws Problem NOT_FOUND as above, or LEGAL_DOCUMENT_CHANGED when another text than the one shown is in force.
   */
  async accept(
    kind: LegalDocumentKind,
    customerId: string,
    { version, body_sha256: bodySha256 }: AcceptLegalDocumentDto,
    { app, address }: LegalAcceptanceOrigin,
  ): Promise<{ readonly acceptance: LegalAcceptanceDto; readonly first: boolean }> {
    const shown = await this.inForce(kind);
    if (shown.version !== version || (bodySha256 ?? shown.bodySha256) !== shown.bodySha256) {
      throw new Problem(problems.legalDocumentChanged);
    }
    const { document } = await this.accounts.get(customerId);
    const platform = app.platform?.toLowerCase();
    const inserted = await this.dataSource
      .createQueryBuilder()
      .insert()
      .into(LegalAcceptanceEntity)
      .values({
        customerId,
        subjectHash: this.hash('legal-acceptance', document),
        documentId: shown.id,
        kind,
        version,
        bodySha256: shown.bodySha256,
        channel: platform === 'ios' || platform === 'android' ? platform : 'app',
        appVersion: appVersionSortKey(app.version ?? '') === undefined ? null : (app.version ?? null),
        addressHash: this.hash('legal-acceptance-address', address),
      })
      // Of two taps one is the first.
      .orIgnore()
      .returning(['id'])
      .execute();
    const kept = await this.acceptanceOf(customerId, shown);
    if (kept === null) throw new TypeError('an acceptance is gone, and they never are');
    return {
      acceptance: {
        version: kept.version,
        body_sha256: kept.bodySha256,
        accepted_at: toSaoPauloInstant(kept.acceptedAt),
      },
      first: returned.parse(inserted.raw).length > 0,
    };
  }

  private async inForce(kind: LegalDocumentKind): Promise<LegalDocumentInForce> {
    const document = await this.dataSource.getRepository(LegalDocumentEntity).findOne({
      where: { kind, published: true, effectiveAt: Raw((column) => `${column} <= now()`) },
      order: { effectiveAt: 'DESC' },
    });
    if (document === null || !isEffective(document)) throw new Problem(problems.notFound);
    return document;
  }

  private acceptanceOf(customerId: string, { id }: LegalDocumentEntity): Promise<LegalAcceptanceEntity | null> {
    return this.dataSource.getRepository(LegalAcceptanceEntity).findOneBy({ customerId, documentId: id });
  }

  private hash(purpose: string, text: string): Buffer {
    return keyedHash(this.config.identifierPepper, purpose, text);
  }
}

const isEffective = (document: LegalDocumentEntity): document is LegalDocumentInForce => document.effectiveAt !== null;

const toDto = (document: LegalDocumentInForce): LegalDocumentDto => ({
  version: document.version,
  title: document.title,
  changes: document.changes,
  effective_at: toSaoPauloInstant(document.effectiveAt),
  body_md: document.bodyMd,
  body_sha256: document.bodySha256,
  requires_acceptance: document.requiresAcceptance,
});
