export const wifiBands = ['2_4_GHZ', '5_GHZ'] as const;
export type WifiBand = (typeof wifiBands)[number];

/** A device that is connected to the customer's Wi-Fi now. */
export interface WifiHost {
  readonly mac: string;
  /** As the device calls itself. */
  readonly name: string | null;
  readonly ipAddress: string | null;
  readonly band: WifiBand | null;
  /** Strength in dBm. */
  readonly signal: number | null;
  readonly connectedSince: Date | null;
}

/** A server that manages customers' equipment (TR-069). */
export abstract class AcsPort {
  /** Whether there is one. */
  abstract readonly supported: boolean;
  /** The devices at the equipment with this serial. */
  abstract hosts(serial: string): Promise<readonly WifiHost[]>;
}
