/** What a message is about. */
export const messageKinds = [
  /** A bill is ready or due. */
  'BILL',
  /** A bill was not paid: what is owed, and what follows from it. */
  'DEBT',
  /** Terms, prices or the plan of a contract change, or the contract ends. */
  'CONTRACT_CHANGE',
  'TRUST_UNLOCK',
  /** A visit of a technician. */
  'VISIT',
  /** The connection itself: outages and maintenance. */
  'SERVICE',
  'OFFER',
  'GENERAL',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Marketing is pushed to those only who allow it. */
export type MessageCategory = 'TRANSACTIONAL' | 'MARKETING';

/** Notices the provider may have to prove it gave: of a debt, and of changes to a contract (Resolução Anatel 765/2023). */
const REGULATED: ReadonlySet<MessageKind> = new Set(['DEBT', 'CONTRACT_CHANGE']);

/** Whether messages of a kind can be hidden only, never destroyed. */
export const isRegulated = (kind: MessageKind): boolean => REGULATED.has(kind);
