import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsSsid, IsWpaPassphrase } from '../../common/wifi/wifi-network.validators.js';
import { type WifiBand, wifiBands } from './acs.port.js';
import type { WifiObstacle } from './wifi-capability.js';

const CONTRACT_ID = /^[0-9]{1,19}$/;

export class WifiQueryDto {
  /** @example 899059 */
  @Matches(CONTRACT_ID, { message: 'contractId must be 1 to 19 digits' })
  contractId!: string;
}

export class WifiConfigurationQueryDto extends WifiQueryDto {
  /** `true` shows the password too, against a verification of the customer */
  @IsOptional()
  @IsIn(['true', 'false'])
  reveal?: 'true' | 'false';
}

export class WifiStatusDto {
  can_manage!: boolean;

  /** Why not; empty when it can be managed */
  reasons!: WifiObstacle[];
}

export class WifiDeviceDto {
  /** @example 74:CC:39:**:**:93 */
  mac_masked!: string;

  /** @example Celular da Marina */
  name!: string | null;

  /** @example 192.168.1.20 */
  ip!: string | null;

  band!: WifiBand | null;

  /**
   * Strength in dBm
   * @example -52
   */
  signal!: number | null;

  /** ISO-8601 */
  connected_since!: string | null;
}

export class WifiDevicesDto {
  /** False when the provider cannot tell which devices are connected */
  supported!: boolean;

  items!: WifiDeviceDto[];
}

export class UpdateWifiDto {
  /** @example 899059 */
  @Matches(CONTRACT_ID, { message: 'contract_id must be 1 to 19 digits' })
  contract_id!: string;

  /**
   * 1 to 32 bytes of UTF-8, no blank at either end, no control characters
   * @example CASA_MARINA
   */
  @IsSsid()
  ssid!: string;

  /** WPA2: 8 to 63 printable ASCII characters; neither stored nor logged */
  @IsWpaPassphrase()
  password!: string;

  /** Both bands when left out */
  @IsOptional()
  @IsIn(wifiBands)
  band?: WifiBand;
}

export class WifiUpdateStartedDto {
  /** @example APPLYING */
  status!: 'APPLYING';

  /** For the customer to read */
  warning!: string;

  /**
   * Seconds until the network is back under its new name
   * @example 60
   */
  estimated_seconds!: number;
}

export class WifiConfigurationDto {
  /** @example CASA_MARINA */
  ssid!: string | null;

  password_set!: boolean;

  /** Only with `reveal=true` */
  password?: string;

  /** @example WPA2-PSK */
  security!: string | null;

  bands!: WifiBand[];
}
