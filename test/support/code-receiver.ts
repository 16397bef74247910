import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestApplication } from './application.js';

/** A message as the webhook of one-time codes gets it. */
export interface ReceivedCode {
  readonly reference: string;
  readonly channel: string;
  readonly to: string;
  readonly code: string;
  readonly text: string;
  readonly expires_in: number;
}

const SECRET = 'webhook-secret';

/** Stands in for the webhook that sends one-time codes, and shows tests what came. */
export class CodeReceiver {
  readonly received: ReceivedCode[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** What the next calls are answered, before 202 again; `lost`: taken in, and the connection dropped. */
  readonly answers: (number | 'lost')[] = [];

  private constructor(
    private readonly server: Server,
    /** The variables that make the product use it. */
    readonly variables: Readonly<Record<string, string>>,
  ) {}

  static async start(): Promise<CodeReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new CodeReceiver(server, {
      ONE_TIME_CODE_WEBHOOK_URL: `http://127.0.0.1:${port}/codes?from=app`,
      ONE_TIME_CODE_WEBHOOK_SECRET: SECRET,
    });
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const answer = request.url === '/codes?from=app' ? (receiver.answers.shift() ?? 202) : 404;
        receiver.authorizations.push(request.headers.authorization);
        if (answer === 202 || answer === 'lost') {
          receiver.received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedCode);
        }
        if (answer === 'lost') response.destroy();
        else response.writeHead(answer).end();
      });
    });
    return receiver;
  }

  /** The message of a challenge, once it has come. */
  async codeOf(challengeId: string): Promise<ReceivedCode> {
    for (let waited = 0; waited < 10_000; waited += 25) {
      const found = this.received.find(({ reference }) => reference.startsWith(challengeId));
      if (found !== undefined) return found;
      await pause(25);
    }
    throw new Error('no code came');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Goes through a one-time code over HTTP. */
export async function verificationOf(
  product: TestApplication,
  receiver: CodeReceiver,
  document: string,
  purpose: 'FIRST_ACCESS' | 'PASSWORD_RECOVERY' | 'REVEAL_WIFI_PASSWORD',
): Promise<string> {
  await product.dataSource.query('TRUNCATE one_time_code_allowance');
  const post = (path: string, body: object) =>
    product.http().post(`/app/v1/customers/auth/token/${path}`).set(product.channel).send(body);
  const { body: challenge } = await post('generate', { document, purpose, channel: 'SMS' }).expect(202);
  const { code } = await receiver.codeOf(challenge.challenge_id as string);
  const { body } = await post('verify', { challenge_id: challenge.challenge_id, code }).expect(200);
  return body.verification_token as string;
}
