import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

const END_OF_HEADERS = Buffer.from('\r\n\r\n');
const STATUS_AT = 'HTTP/1.1 '.length;

/** The bytes of a GET. */
export function getRequest(url: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
}

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. As lean as it can be: it runs on the machine that is
 * measured, and what it takes the measured programs lack. Takes answers with a `content-length` only.
 */
export class HttpConnection {
  private received: Buffer | undefined;
  private answered: ((status: number) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('the connection was closed')));
  }

  static async open(url: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new HttpConnection(socket);
  }

  /** Sends a request and calls back with the status once its answer is complete. */
  send(request: Buffer, answered: (status: number) => void, failed: (error: Error) => void): void {
    this.answered = answered;
    this.failed = failed;
    this.socket.write(request);
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    const answer = this.received === undefined ? chunk : Buffer.concat([this.received, chunk]);
    const end = answer.indexOf(END_OF_HEADERS);
    const head = end < 0 ? undefined : answer.toString('latin1', 0, end);
    const length = head === undefined ? undefined : /\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (head !== undefined && length === undefined) {
      this.failed?.(new Error(`an answer without content-length: ${head}`));
      return;
    }
    if (head === undefined || answer.length < end + END_OF_HEADERS.length + Number(length)) {
      this.received = answer;
      return;
    }
    this.received = undefined;
    this.answered?.(Number(head.slice(STATUS_AT, STATUS_AT + 3)));
  }
}
