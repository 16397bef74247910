import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildStaticPix } from '../../src/common/brazil/pix.js';

/** A payment gateway that makes every charge it is asked for. */
export class PaymentGatewayStandIn {
  charges = 0;
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
    request.on('end', () => {
      const asked = JSON.parse(text) as { method: string; amount_cents: number; expires_at: string };
      this.charges += 1;
      const pix = { key: '11144477735', name: 'P', city: 'C', amountCents: asked.amount_cents, txid: 'T1' };
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          id: `charge_${this.charges}`,
          url: `https://pay.example.com/${this.charges}`,
          ...(asked.method === 'PIX' ? { pix_copy_paste: buildStaticPix(pix) } : {}),
          amount_cents: asked.amount_cents,
          expires_at: asked.expires_at,
        }),
      );
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
