import type { CustomerCredential } from '../../common/auth/upstream-credentials.js';

/** Whose notices: the account here, and the customer's id at the provider. */
export interface NoticeHolder {
  readonly id: string;
  readonly erpCustomerId: string;
}

/** A notice that waits at the provider to be read. */
export interface ProviderNotice {
  readonly id: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly createdAt: Date | null;
}

/** What became of telling: done; no longer there to be told of; the credential is not taken any more. */
export type NoticeAcknowledgement = 'told' | 'gone' | 'credential-refused';

/** What the inbox needs of the provider, who lists a notice until it was told that it was read. */
export abstract class ProviderNoticesPort {
  /**
   * Every notice that waits, in no particular order.
   * @param waitedFor whether somebody waits for the answer
   */
  abstract pending(holder: NoticeHolder, waitedFor: boolean): Promise<ProviderNotice[]>;
  /** Tells that a notice was read; may be told again. */
  abstract acknowledge(
    holder: NoticeHolder,
    noticeId: string,
    credential: CustomerCredential,
  ): Promise<NoticeAcknowledgement>;
}
