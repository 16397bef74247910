/** What came as the body of a request; `bytes` is its length. */
export type ParsedBody =
  | { readonly kind: 'none'; readonly bytes: number }
  | { readonly kind: 'json'; readonly bytes: number; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly bytes: number }
  | { readonly kind: 'other'; readonly bytes: number };

/** Reads a body strictly: JSON only when it is said to be JSON. */
export function parseBody(contentType: string | undefined, body: Buffer | string): ParsedBody {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0) return { kind: 'none', bytes };
  const [type = ''] = (contentType ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return { kind: 'other', bytes };
  try {
    return { kind: 'json', bytes, value: JSON.parse(body.toString()) as unknown };
  } catch {
    return { kind: 'malformed', bytes };
  }
}
