/** What keeps a customer from managing the Wi-Fi of a contract. */
export const wifiObstacles = [
  'CONTRACT_BLOCKED',
  'NOT_FIBER',
  'NO_EQUIPMENT',
  'EQUIPMENT_UNSUPPORTED',
  'EQUIPMENT_OFFLINE',
] as const;
export type WifiObstacle = (typeof wifiObstacles)[number];

const FIBRE = /^(FIBRA|FTTH|GPON)/i;

export interface WifiSituation {
  readonly connection: 'ONLINE' | 'OFFLINE' | 'BLOCKED' | 'OUTAGE' | 'UNKNOWN';
  readonly technology: string | null;
  readonly equipped: boolean;
  readonly vendor: string | null;
}

/** Every obstacle there is. A connection that nobody knows of is none: the provider refuses what it cannot reach. */
export function wifiObstaclesOf(situation: WifiSituation, manageableVendors: ReadonlySet<string>): WifiObstacle[] {
  const { connection, technology, equipped, vendor } = situation;
  const obstacles: WifiObstacle[] = [];
  if (connection === 'BLOCKED') obstacles.push('CONTRACT_BLOCKED');
  if (!FIBRE.test(technology ?? '')) obstacles.push('NOT_FIBER');
  if (!equipped) return [...obstacles, 'NO_EQUIPMENT'];
  if (!manageableVendors.has((vendor ?? '').toUpperCase())) obstacles.push('EQUIPMENT_UNSUPPORTED');
  if (connection === 'OFFLINE' || connection === 'OUTAGE') obstacles.push('EQUIPMENT_OFFLINE');
  return obstacles;
}
