import type { AnswerFormat } from './operation.js';

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: Uint8Array;
}

export type Decoded =
  { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly reason: string };

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

/** The declared charset, else UTF-8; old servers declare ISO-8859-1 and mean it. */
function decoderFor(contentType: string): InstanceType<typeof TextDecoder> {
  const label = /charset="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    try {
      decoder = new TextDecoder(label);
    } catch {
      decoder = new TextDecoder('utf-8');
    }
    // Labels come from outside: remember a handful, not whatever is sent.
    if (decoders.size < 16) decoders.set(label, decoder);
  }
  return decoder;
}

const PDF_MAGIC = [0x25, 0x50, 0x44, 0x46, 0x2d];
const startsWithPdfMagic = (body: Uint8Array): boolean => PDF_MAGIC.every((byte, index) => body[index] === byte);

/** ISO 32000-1 §7.5.5: the last line is `%%EOF`; readers look for it in the last kilobyte. */
const endsAsPdf = (body: Uint8Array): boolean => Buffer.from(body.subarray(-1_024)).includes('%%EOF');

function decodeJson(text: string): Decoded {
  if (text === '') return { ok: true, payload: undefined };
  try {
    return { ok: true, payload: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, reason: text.startsWith('<') ? 'html' : 'malformed-json' };
  }
}

/** A JSON string, to be left alone, or a number that JSON refuses for its leading zeros. */
const STRING_OR_PADDED_NUMBER = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?0\d+(?![\w.])/g;

/** Reads padded numbers as text, so that no digit is lost; anything else malformed stays malformed. */
function decodeLenientJson(text: string): Decoded {
  const json = decodeJson(text);
  if (json.ok || json.reason === 'html') return json;
  return decodeJson(text.replace(STRING_OR_PADDED_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}

/** Bytes to a payload by what the operation expects; what cannot be that is named, never passed on. */
export function decode(answer: RawAnswer, format: AnswerFormat): Decoded {
  if (format === 'pdf' && startsWithPdfMagic(answer.body)) {
    return endsAsPdf(answer.body) ? { ok: true, payload: answer.body } : { ok: false, reason: 'truncated-pdf' };
  }
  const text = decoderFor(answer.contentType).decode(answer.body).trim();
  const json = decodeJson(text);
  switch (format) {
    case 'json':
      return json;
    case 'lenient-json':
      return decodeLenientJson(text);
    case 'word':
      // Printed both as a JSON string and as bare text.
      if (json.ok) return json;
      return json.reason === 'html' ? json : { ok: true, payload: text };
    case 'pdf':
      // A failure envelope in place of the document still says why.
      return json.ok ? json : { ok: false, reason: json.reason === 'html' ? 'html' : 'not-a-pdf' };
  }
}
