import { randomBytes } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { encodeAnswer, htmlPage, JSON_TYPE, type Answer, type EncodedAnswer } from './answer.js';
import type { Fault } from './faults.js';

/** What becomes of a call: an answer to send, or nothing more to do. */
export type Played = Answer | EncodedAnswer | 'handled';

export interface Call {
  /** Takes the response out of the framework's hands. */
  readonly takeOver: () => ServerResponse;
  /** Carries the operation out. */
  readonly run: () => Promise<EncodedAnswer>;
  /** Aborted when the simulator closes. */
  readonly closing: AbortSignal;
}

/** Plays a fault on one call. Rejects with an AbortError when the simulator closes meanwhile. */
export async function play(fault: Fault, call: Call): Promise<Played> {
  switch (fault.kind) {
    case 'latency':
      await pause(fault.ms, undefined, { signal: call.closing });
      return call.run();
    case 'slow-after': {
      const answer = await call.run();
      await pause(fault.ms, undefined, { signal: call.closing });
      return answer;
    }
    case 'hang':
      call.takeOver();
      return 'handled';
    case 'drip':
      return drip(call.takeOver(), fault.ms);
    case 'status':
      return statusPage(fault.status, fault.retryAfter);
    case 'html':
      return htmlPage(200, 'Sistema em manutenção', 'Voltaremos em instantes.');
    case 'garbage':
      // The first byte opens no UTF-8 sequence, so the body is never JSON by chance.
      return { headers: { 'content-type': JSON_TYPE }, body: Buffer.concat([Buffer.of(0x80), randomBytes(255)]) };
    case 'truncated':
      return truncate(await call.run(), fault.framing, call);
    case 'reset':
      return reset(call.takeOver());
    case 'reset-after':
      await call.run();
      return reset(call.takeOver());
    case 'empty':
      return { headers: { 'content-type': JSON_TYPE }, body: '' };
    case 'huge':
      return flood(call.takeOver(), fault.bytes ?? Infinity);
    case 'wrong-shape':
      return { body: { unexpected: true } };
    case 'error-envelope':
      return { body: { error: 'Internal Server Error' } };
  }
}

function statusPage(status: number, retryAfter: number | string | undefined): EncodedAnswer {
  const page = encodeAnswer(htmlPage(status, STATUS_CODES[status] ?? 'Error', 'The server refused the request.'));
  return retryAfter === undefined ? page : { ...page, headers: { ...page.headers, 'retry-after': String(retryAfter) } };
}

function drip(response: ServerResponse, ms: number): 'handled' {
  response.writeHead(200, { 'content-type': JSON_TYPE });
  response.flushHeaders();
  // Blanks: no reader of JSON may give up on them early.
  const timer = setInterval(() => response.write(' '), ms);
  response.once('close', () => clearInterval(timer));
  return 'handled';
}

function reset(response: ServerResponse): 'handled' {
  response.socket?.resetAndDestroy();
  return 'handled';
}

function truncate(answer: EncodedAnswer, framing: 'consistent' | 'content-length-mismatch', call: Call): Played {
  const half = answer.bytes.subarray(0, Math.ceil(answer.bytes.length / 2));
  if (framing === 'consistent') return { ...answer, headers: { ...answer.headers, connection: 'close' }, bytes: half };
  const response = call.takeOver();
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.bytes.length });
  response.write(half, () => response.socket?.destroy());
  return 'handled';
}

const CHUNK = Buffer.alloc(64 * 1024, 'x');

function flood(response: ServerResponse, bytes: number): 'handled' {
  response.writeHead(200, { 'content-type': JSON_TYPE });
  let left = bytes;
  const flow = new Readable({
    read() {
      const chunk = left >= CHUNK.length ? CHUNK : CHUNK.subarray(0, left);
      left -= chunk.length;
      this.push(chunk.length === 0 ? null : chunk);
    },
  });
  response.once('close', () => flow.destroy());
  // A JSON text that opens and goes on, so that only a limit on its size ends it.
  response.write('{"data":"');
  flow.pipe(response);
  return 'handled';
}
