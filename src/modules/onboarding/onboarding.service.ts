import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyFor, openBytes, sealBytes } from '../../common/auth/sealing.js';
import { maskEmail, maskPhone } from '../../common/brazil/contact-masking.js';
import { type Document, isDocument } from '../../common/brazil/document.js';
import { formatBrl } from '../../common/brazil/money.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { type OneTimeCodeChannel, OneTimeCodeDeliveryPort } from '../one-time-codes/one-time-code-delivery.port.js';
import { OneTimeCodes } from '../one-time-codes/one-time-codes.service.js';
import { RegisteredContactsPort } from '../one-time-codes/registered-contacts.port.js';
import { VerificationTokens } from '../one-time-codes/verification-tokens.service.js';
import { OnboardingPendingEntity } from './onboarding-pending.entity.js';
import type {
  MaskedContactDto,
  PendingSaleDto,
  SalesCodeChallengeDto,
  SalesCodeVerifiedDto,
  SaleSummaryDto,
} from './onboarding.dto.js';
import { PendingSalesPort, type SaleRef } from './pending-sales.port.js';
import { termIdOf } from './sale-terms.js';

export const SALES = 'SALES';
const SCOPE = 'sales:confirm';

export interface CodeAsker {
  readonly address: string;
  readonly deviceId: string | undefined;
}

const NOTHING: PendingSaleDto = { has_pending: false, pending_id: null, steps: [], masked_contacts: [] };

/** What leads a buyer to their sale: who they are is proven before anything of it is told. */
@Injectable()
export class OnboardingService {
  private readonly sealingKey: Buffer;

  constructor(
    @InjectRepository(OnboardingPendingEntity) private readonly rows: Repository<OnboardingPendingEntity>,
    private readonly sales: PendingSalesPort,
    private readonly contacts: RegisteredContactsPort,
    private readonly delivery: OneTimeCodeDeliveryPort,
    private readonly codes: OneTimeCodes,
    private readonly tokens: VerificationTokens,
    @Inject(authConfig.token) config: AuthConfig,
  ) {
    this.sealingKey = keyFor(config.credentialSealingKey, 'onboarding-document');
  }

  /** Whether a sale waits for whoever has this document, and where they can be sent a code. */
  async findPending(document: Document): Promise<PendingSaleDto> {
    const sale = await this.firstOpen(await this.sales.find(document), document);
    if (sale === undefined) return NOTHING;
    return {
      has_pending: true,
      pending_id: sale.id,
      steps: ['VERIFY_CODE', 'ACCEPT_TERMS', ...(sale.kind === 'CONTRACT' ? (['CHOOSE_DUE_DATE'] as const) : [])],
      masked_contacts: await this.maskedContacts(document),
    };
  }

  /** @throws Problem NOT_FOUND for a sale that nobody was shown. */
  async sendCode(
    pendingId: string,
    channel: OneTimeCodeChannel | undefined,
    asker: CodeAsker,
  ): Promise<SalesCodeChallengeDto> {
    const row = await this.pending(pendingId);
    const issued = await this.codes.request({
      purpose: SALES,
      subject: row.id,
      recipient: { document: this.documentOf(row) },
      channel: channel ?? 'SMS',
      ...asker,
    });
    await this.rows.update({ id: row.id }, { challengeId: issued.challengeId });
    return {
      challenge_id: issued.challengeId,
      destination_masked: issued.destinationMasked,
      expires_in: issued.expiresInSeconds,
      resend_after: issued.resendAfterSeconds,
    };
  }

  /** @throws Problem CODE_INVALID or CODE_EXPIRED. */
  async verifyCode(challengeId: string, code: string): Promise<SalesCodeVerifiedDto> {
    const verification = await this.codes.verify(challengeId, code, [SALES]);
    const row = await this.rows.findOneBy({ challengeId });
    if (row === null) throw new Problem(problems.codeExpired);
    return {
      verified: true,
      verification_token: verification.token,
      expires_in: verification.expiresInSeconds,
      scope: SCOPE,
      // The code is used up: what it proved is handed on, also while the sale cannot be read.
      sale: await this.summary(row).catch(() => null),
    };
  }

  /**
   * The contract that is to be accepted.
   * @throws Problem VERIFICATION_TOKEN_REFUSED; NOT_FOUND for a sale without contract.
   */
  async term(pendingId: string, token: string): Promise<Uint8Array> {
    const row = await this.pending(pendingId);
    await this.tokens.check(token, SALES, row.id);
    const term = await this.sales.term(row);
    if (term === undefined) throw new Problem(problems.notFound);
    return term;
  }

  private async pending(id: string): Promise<OnboardingPendingEntity> {
    const row = await this.rows.findOneBy({ id });
    if (row === null) throw new Problem(problems.notFound);
    return row;
  }

  /** The first sale that was not confirmed here, recorded under an id of its own. */
  private async firstOpen(found: readonly SaleRef[], document: Document): Promise<OnboardingPendingEntity | undefined> {
    for (const { kind, providerId, erpCustomerId } of found) {
      await this.rows
        .createQueryBuilder()
        .insert()
        .values({ kind, providerId, erpCustomerId, sealedDocument: this.seal({ kind, providerId }, document) })
        .orIgnore()
        .execute();
      const row = await this.rows.findOneByOrFail({ kind, providerId });
      if (row.state !== 'confirmed') return row;
    }
    return undefined;
  }

  private async maskedContacts(document: Document): Promise<MaskedContactDto[]> {
    const contacts = await this.contacts.find(document);
    const masked = (channel: OneTimeCodeChannel): string | null => {
      if (channel === 'EMAIL') return contacts?.email == null ? null : maskEmail(contacts.email);
      return contacts?.mobile == null ? null : maskPhone(contacts.mobile);
    };
    return this.delivery.channels.flatMap((channel) => {
      const destination = masked(channel);
      return destination === null ? [] : [{ channel, destination_masked: destination }];
    });
  }

  private async summary(row: OnboardingPendingEntity): Promise<SaleSummaryDto> {
    const [summary, term, dueDates] = await Promise.all([
      this.sales.summary(row),
      this.sales.term(row),
      row.kind === 'CONTRACT' ? this.sales.dueDates() : [],
    ]);
    return {
      pending_id: row.id,
      contract_id: row.kind === 'CONTRACT' ? row.providerId : null,
      plan: summary.plan,
      price_cents: summary.priceCents,
      price_formatted: summary.priceCents === null ? null : formatBrl(summary.priceCents),
      terms:
        term === undefined
          ? []
          : [
              {
                id: termIdOf(term),
                title: 'Contrato de prestação de serviço',
                path: `/app/v1/sales-onboarding/pending/${row.id}/term`,
              },
            ],
      due_dates: dueDates.map(({ id, day }) => ({ id, day, current: id === summary.dueDateId })),
    };
  }

  private seal({ kind, providerId }: Pick<SaleRef, 'kind' | 'providerId'>, document: Document): Buffer {
    return sealBytes(this.sealingKey, `${kind}:${providerId}`, Buffer.from(document, 'utf8'));
  }

  private documentOf({ kind, providerId, sealedDocument }: OnboardingPendingEntity): Document {
    const document = openBytes(this.sealingKey, `${kind}:${providerId}`, sealedDocument)?.toString('utf8') ?? '';
    if (!isDocument(document)) throw new TypeError('a pending sale holds no document');
    return document;
  }
}
