const MOST_WORDS = 8;

/**
 * A Postgres text search query for what somebody typed: every word, or its beginning. Undefined when there is no word in
 * it. Words hold letters and digits only, so nothing of the query language gets through.
 */
export function faqSearchQuery(typed: string): string | undefined {
  const words = (typed.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MOST_WORDS);
  return words.length === 0 ? undefined : words.map((word) => `${word}:*`).join(' & ');
}
