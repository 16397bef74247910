const SPEED = /(\d+(?:[.,]\d+)?)\s*(G|M|K)(?:BPS|B|IGAS?|EGAS?)?(?![A-Z])/i;
const MBPS: Readonly<Record<string, number>> = { G: 1_000, M: 1, K: 0.001 };

/** The download speed that a plan's label says, `FIBRA 500MB` or `1GB`, in Mbit/s; null where it says none. */
export function speedInLabel(label: string): number | null {
  // A quota is no speed.
  const parts = SPEED.exec(label.replace(/(FRANQUIA|LIMITE)\s*(DE\s*)?\d+\s*[GM]B?/i, ''));
  const unit = MBPS[parts?.[2]?.toUpperCase() ?? ''];
  const amount = Number(parts?.[1]?.replace(',', '.'));
  return unit === undefined || !Number.isFinite(amount) || amount <= 0 ? null : amount * unit;
}
