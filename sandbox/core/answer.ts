/**
 * What a simulated system answers. A string or bytes go out as they are, which also prints JSON that no serialiser
 * would; anything else goes out as JSON. `content-type` follows from that unless `headers` names one (lower case).
 */
export interface Answer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface EncodedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Ends a handler early with this answer. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super('the simulated system refuses the request');
  }
}

export const JSON_TYPE = 'application/json;charset=UTF-8';

/** Text that already is JSON. */
export const rawJson = (text: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': JSON_TYPE },
  body: text,
});

/** An error page as Java application servers print it, in ISO-8859-1. */
export function htmlPage(status: number, title: string, text: string): Answer {
  const page = `<html><head><title>${title}</title></head><body><h1>HTTP Status ${status} - ${title}</h1><hr><p>${text}</p></body></html>`;
  return { status, headers: { 'content-type': 'text/html;charset=ISO-8859-1' }, body: Buffer.from(page, 'latin1') };
}

/** The answer as it goes over the wire. */
export function encodeAnswer(answer: Answer): EncodedAnswer {
  const [type, bytes] = encodeBody(answer.body);
  return {
    status: answer.status ?? 200,
    headers: { 'content-type': type, ...answer.headers },
    bytes,
  };
}

function encodeBody(body: unknown): [type: string, bytes: Buffer] {
  if (body instanceof Uint8Array) return ['application/octet-stream', Buffer.from(body)];
  if (typeof body === 'string') return ['text/plain;charset=UTF-8', Buffer.from(body)];
  return [JSON_TYPE, Buffer.from(JSON.stringify(body) ?? '')];
}
