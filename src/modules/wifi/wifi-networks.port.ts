/** The Wi-Fi network of a contract, as the provider keeps it. */
export interface WifiNetwork {
  readonly ssid: string | null;
  readonly password: string | null;
  /** WPA2-PSK and the like. */
  readonly encryption: string | null;
}

export interface WifiHolder {
  readonly id: string;
}

export interface WifiChange {
  readonly ssid: string;
  readonly password: string;
}

/** What this domain needs of whoever keeps the configuration of customers' Wi-Fi. */
export abstract class WifiNetworksPort {
  /** Whether the bands of an equipment can be given different networks. */
  abstract readonly separateBands: boolean;
  /** The network of a contract that is known to be the customer's; undefined when the provider has none. */
  abstract read(holder: WifiHolder, contractId: string): Promise<WifiNetwork | undefined>;
  abstract change(holder: WifiHolder, contractId: string, change: WifiChange): Promise<'changed' | 'no-equipment'>;
}
