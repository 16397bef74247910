/** Tells an address or a number something, without a code. */
export abstract class ContactNoticesPort {
  /**
   * Done when the message is on its way or nobody can know, or when this installation has no way to send one; throws
   * when it certainly was not sent and may be later.
   * @param reference names the message, so that a gateway can drop a repetition
   */
  abstract tell(channel: 'SMS' | 'EMAIL', destination: string, text: string, reference: string): Promise<void>;
}
