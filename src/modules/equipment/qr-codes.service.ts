import { Inject, Injectable } from '@nestjs/common';
import { toBuffer, toString as toText } from 'qrcode';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { wifiQrText } from '../../common/wifi/wifi-network.js';
import { type EquipmentConfig, equipmentConfig } from './equipment.config.js';
import type { QrCodeDto, QrCodeRequestDto } from './qr-code.dto.js';

/** Draws QR codes of what apps share: a payment, a network, a page of the provider. */
@Injectable()
export class QrCodes {
  constructor(@Inject(equipmentConfig.token) private readonly config: EquipmentConfig) {}

  /** @throws Problem URL_NOT_ALLOWED for an address elsewhere. */
  async draw(request: QrCodeRequestDto): Promise<QrCodeDto> {
    const payload = this.payloadOf(request);
    const options = { errorCorrectionLevel: 'M', margin: 4 } as const;
    const [png, svg] = await Promise.all([
      toBuffer(payload, { ...options, type: 'png', scale: 8 }),
      toText(payload, { ...options, type: 'svg' }),
    ]);
    return { payload, png_base64: png.toString('base64'), svg };
  }

  private payloadOf(request: QrCodeRequestDto): string {
    switch (request.type) {
      case 'PIX':
        return (request.payload ?? '').trim();
      case 'WIFI':
        return wifiQrText({
          ssid: request.ssid ?? '',
          security: request.security ?? 'WPA',
          passphrase: request.password,
          hidden: request.hidden ?? false,
        });
      case 'URL':
        return this.allowed(request.url ?? '');
    }
  }

  private allowed(text: string): string {
    const url = URL.parse(text);
    // Also another port or credentials would lead elsewhere than the name promises.
    const fine =
      url?.protocol === 'https:' &&
      url.port === '' &&
      url.username === '' &&
      url.password === '' &&
      this.config.qrCodeHosts.has(url.hostname);
    if (!fine) throw new Problem(problems.urlNotAllowed);
    return url.href;
  }
}
