import type { WifiNetwork } from './wifi-networks.port.js';

/** What `WIFI_CONFIGURATION_MOCK` shows: for building an app before the provider's equipment can be read. */
export const WIFI_CONFIGURATION_FIXTURE: WifiNetwork = {
  ssid: 'REDE_DE_EXEMPLO',
  password: 'senha-de-exemplo',
  encryption: 'WPA2-PSK',
};
