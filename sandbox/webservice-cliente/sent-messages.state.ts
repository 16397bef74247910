/** An SMS or e-mail that the ERP sent. */
export interface SentMessage {
  readonly channel: 'SMS' | 'EMAIL';
  readonly to: string;
  readonly title: string | null;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
