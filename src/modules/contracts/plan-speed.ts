/** Megabits by their unit in labels: `500MB`, `10MBPS`, `600 MEGA`, `1 GB`. Labels write bytes and mean bits. */
const LABELLED_SPEED = /(\d+(?:[.,]\d+)?)\s*(MBPS|MBIT|MEGA|MB|M|GBPS|GIGA|GB|G)\b/g;
/** What stands behind these words is how much may be transferred, not how fast. */
const QUOTA = /FRANQUIA|\bATE\b|LIMITE/;

/** Mbit/s that a plan's label promises for download; null when it says none. */
export function speedInLabel(label: string): number | null {
  const plain = planKey(label);
  const quota = QUOTA.exec(plain);
  const speed = (quota === null ? plain : plain.slice(0, quota.index)).matchAll(LABELLED_SPEED).next().value;
  if (speed === undefined) return null;
  const amount = Number((speed[1] ?? '').replace(',', '.'));
  return Math.round(speed[2]?.startsWith('G') === true ? amount * 1_000 : amount);
}

/** A label as plans are told apart by: upper case, without accents, single spaces. */
export const planKey = (label: string): string =>
  label.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase().replace(/\s+/g, ' ');
