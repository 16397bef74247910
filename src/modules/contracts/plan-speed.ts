/** `500MB`, `10MBPS`, `600 MEGA`, `15M`, `1,5 GIGA`, `512KBPS`. Labels write bytes and mean bits. */
const SPEED = /(\d+(?:[.,]\d+)?)\s*([GMK])(?:BPS|BITS?|B|IGAS?|EGAS?)?(?![A-Z])/;
/** What stands behind these words is how much may be transferred, not how fast. */
const QUOTA = /\b(?:FRANQUIA|LIMITE|ATE)\b(?:\W|DE\b|ATE\b)*\d+(?:[.,]\d+)?\s*[GMK]\w*/g;
const KBPS: Readonly<Record<string, number>> = { G: 1_000_000, M: 1_000, K: 1 };

/** Mbit/s that a plan's label promises for download, a fraction below 1; null when it says none. */
export function speedInLabel(label: string): number | null {
  const [, amount, unit] = SPEED.exec(planKey(label).replace(QUOTA, '')) ?? [];
  const kbps = Math.round(Number(amount?.replace(',', '.')) * (KBPS[unit ?? ''] ?? 0));
  return kbps > 0 ? kbps / 1_000 : null;
}

/** A label as plans are told apart by: upper case, without accents, single spaces. */
export const planKey = (label: string): string =>
  label.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase().replace(/\s+/g, ' ');
