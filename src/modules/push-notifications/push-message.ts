export const pushCategories = ['TRANSACTIONAL', 'MARKETING'] as const;
/** `TRANSACTIONAL` is about the customer's own service and goes at once; `MARKETING` needs consent and keeps quiet hours. */
export type PushCategory = (typeof pushCategories)[number];

/** Seconds in 28 days: the push service keeps nothing longer. */
export const LONGEST_TTL_SECONDS = 2_419_200;
export const SHORTEST_TTL_SECONDS = 60;
export const DEFAULT_TTL_SECONDS = 86_400;

/** What is sent, whoever gets it. */
export interface PushContent {
  readonly category: PushCategory;
  readonly title: string;
  readonly body: string;
  /** Texts for the app, by name. */
  readonly data: Readonly<Record<string, string>>;
  readonly deepLink: string | null;
}

/** Which delivery goes first: the lower. Marketing of any kind waits for whatever is about the customer's service. */
export const pushPriorities = {
  notice: { TRANSACTIONAL: 0, MARKETING: 2 },
  campaign: { TRANSACTIONAL: 1, MARKETING: 2 },
} as const satisfies Readonly<Record<string, Readonly<Record<PushCategory, number>>>>;
