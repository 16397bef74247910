/**
 * How what is the same for everybody and seldom changes is asked for: cities, technologies, due dates, what is sold.
 * Kept for an hour, and for a day while the ERP does not answer.
 */
export const ERP_REGISTER = { owner: 'shared', cache: { ttlMs: 3_600_000, staleIfErrorMs: 86_400_000 } } as const;
