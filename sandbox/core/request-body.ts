/** What came as the body of a request; `bytes` is its length. */
export type ParsedBody =
  | { readonly kind: 'none'; readonly bytes: number }
  | { readonly kind: 'json'; readonly bytes: number; readonly value: unknown }
  | { readonly kind: 'form'; readonly bytes: number; readonly value: Readonly<Record<string, string>> }
  | { readonly kind: 'malformed'; readonly bytes: number }
  | { readonly kind: 'other'; readonly bytes: number };

/** Reads a body strictly: JSON and forms only when they are said to be such. */
export function parseBody(contentType: string | undefined, body: Buffer | string): ParsedBody {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0) return { kind: 'none', bytes };
  const type = (contentType ?? '').split(';', 1).join().trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') {
    return { kind: 'form', bytes, value: Object.fromEntries(new URLSearchParams(body.toString())) };
  }
  if (type !== 'application/json') return { kind: 'other', bytes };
  try {
    return { kind: 'json', bytes, value: JSON.parse(body.toString()) as unknown };
  } catch {
    return { kind: 'malformed', bytes };
  }
}
