import { IsBoolean, IsIn, IsOptional, IsUrl, MaxLength, ValidateIf } from 'class-validator';
import { IsPixPayload } from './pix-payload.validator.js';
import { IsSsid, IsWpaPassphrase } from '../../common/wifi/wifi-network.validators.js';
import type { WifiSecurity } from '../../common/wifi/wifi-network.js';

export const qrCodeTypes = ['PIX', 'WIFI', 'URL'] as const;
export type QrCodeType = (typeof qrCodeTypes)[number];

export class QrCodeRequestDto {
  @IsIn(qrCodeTypes)
  type!: QrCodeType;

  /**
   * Of a PIX code: the Pix BR Code ("copia e cola"), whose CRC must hold
   * @example 00020126330014br.gov.bcb.pix011111144477735520400005303986540599.905802BR5908PROVEDOR6005CARMO62100506FAT12363048B2D
   */
  @ValidateIf(({ type }: QrCodeRequestDto) => type === 'PIX')
  @MaxLength(512)
  @IsPixPayload()
  payload?: string;

  /**
   * Of a WIFI code: the network's name, 1 to 32 bytes
   * @example CASA_MARINA
   */
  @ValidateIf(({ type }: QrCodeRequestDto) => type === 'WIFI')
  @IsSsid()
  ssid?: string;

  /** Of a WIFI code that is not `OPEN`: 8 to 63 printable ASCII characters; neither stored nor logged */
  @ValidateIf(({ type, security }: QrCodeRequestDto) => type === 'WIFI' && security !== 'OPEN')
  @IsWpaPassphrase()
  password?: string;

  /** Of a WIFI code; `WPA` when left out */
  @ValidateIf(({ type, security }: QrCodeRequestDto) => type === 'WIFI' && security !== undefined)
  @IsIn(['WPA', 'OPEN'])
  security?: WifiSecurity;

  /** Of a WIFI code: the network does not announce itself */
  @IsOptional()
  @IsBoolean()
  hidden?: boolean;

  /**
   * Of a URL code: an https address at a host of the provider
   * @example https://provedor.example/ajuda
   */
  @ValidateIf(({ type }: QrCodeRequestDto) => type === 'URL')
  @MaxLength(1024)
  @IsUrl({ protocols: ['https'], require_protocol: true, require_tld: false, disallow_auth: true })
  url?: string;
}

export class QrCodeDto {
  /** The text that the code holds */
  payload!: string;

  /** A PNG picture in base64 */
  png_base64!: string;

  /** The same as an SVG document */
  svg!: string;
}
