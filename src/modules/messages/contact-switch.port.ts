import type { NoticeHolder } from './provider-notices.port.js';

/** The provider's own switch for whether a customer is contacted. */
export abstract class ContactSwitchPort {
  /** Switches it off; may be done again. False when the provider knows the customer by nothing that it takes here. */
  abstract switchOff(holder: NoticeHolder): Promise<boolean>;
}
