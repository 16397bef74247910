import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the upstream says to one request. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go out as they are. */
  readonly body?: string | Uint8Array;
  /** `hang`: never answered. `cut`: the connection ends in the middle of the declared length. */
  readonly end?: 'hang' | 'cut';
}

/** One request that came in, and what it got. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * An upstream at a real socket that says exactly what it was told to, in order. A request nobody scripted and a script
 * nobody asked for are both faults.
 */
export class ScriptedUpstream {
  private readonly script: ScriptedAnswer[] = [];
  private received: ReceivedRequest[] = [];
  private unexpected: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<ScriptedUpstream> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const upstream = new ScriptedUpstream(server, `http://127.0.0.1:${port}`);
    server.on('connection', (socket: Socket) => {
      upstream.sockets.add(socket);
      socket.on('close', () => upstream.sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () =>
        upstream.answer(
          {
            method: request.method ?? '',
            path: request.url ?? '',
            headers: request.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          },
          response,
        ),
      );
    });
    return upstream;
  }

  /** Adds the next answer. */
  says(answer: ScriptedAnswer): void {
    this.script.push(answer);
  }

  /** Answers that nobody has asked for yet. */
  get unasked(): number {
    return this.script.length;
  }

  /** The requests since the last call. Throws when one was not scripted, or a scripted answer was not fetched. */
  settle(): ReceivedRequest[] {
    const { received, unexpected } = this;
    const unused = this.script.length;
    this.received = [];
    this.unexpected = [];
    this.script.length = 0;
    if (unexpected.length > 0) throw new Error(`requests that nobody scripted: ${unexpected.join(', ')}`);
    if (unused > 0) throw new Error(`${unused} scripted answers were never asked for`);
    return received;
  }

  /** Forgets what a failed test left behind. */
  reset(): void {
    this.received = [];
    this.unexpected = [];
    this.script.length = 0;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer(request: ReceivedRequest, response: ServerResponse): void {
    this.received.push(request);
    const answer = this.script.shift();
    if (answer === undefined) {
      this.unexpected.push(`${request.method} ${request.path}`);
      response.destroy();
      return;
    }
    if (answer.end === 'hang') return;
    const body = Buffer.from(answer.body ?? '');
    response.writeHead(answer.status, {
      'content-type': answer.contentType ?? 'application/json',
      'content-length': body.length,
      ...answer.headers,
    });
    if (answer.end === 'cut') {
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    }
    response.end(body);
  }
}
