/** How a Wi-Fi network lets devices in. */
export type WifiSecurity = 'WPA' | 'OPEN';

const SSID_MAX_BYTES = 32;
const CONTROL = /\p{Cc}/u;
/** IEEE 802.11: a passphrase is 8 to 63 printable ASCII characters. */
const PASSPHRASE = /^[ -~]{8,63}$/;

/** Whether a network can bear this name: 1 to 32 bytes of UTF-8, no blank at either end, no control characters. */
export function isSsid(text: string): boolean {
  const bytes = Buffer.byteLength(text, 'utf8');
  return bytes >= 1 && bytes <= SSID_MAX_BYTES && text.trim() === text && !CONTROL.test(text) && text.isWellFormed();
}

/** Whether this is a passphrase of WPA2. */
export const isWpaPassphrase = (text: string): boolean => PASSPHRASE.test(text);

export interface WifiNetworkAccess {
  readonly ssid: string;
  readonly security: WifiSecurity;
  /** Of a network that is not open. */
  readonly passphrase?: string | undefined;
  readonly hidden: boolean;
}

/** The text that phones read from a QR code to join a network. */
export function wifiQrText({ ssid, security, passphrase, hidden }: WifiNetworkAccess): string {
  const access = security === 'OPEN' ? 'T:nopass' : 'T:WPA';
  const secret = security === 'OPEN' ? '' : `P:${escaped(passphrase ?? '')};`;
  return `WIFI:${access};S:${escaped(ssid)};${secret}H:${String(hidden)};;`;
}

const escaped = (text: string): string => text.replace(/[\\;,":]/g, String.raw`\$&`);
