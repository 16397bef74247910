import { decimalFromCentavos, parseCentavos } from './money.js';

/** What a Pix BR Code ("copia e cola") says. A field it does not carry is `null`. */
export interface ParsedPix {
  /** `dynamic`: the payer's bank fetches the charge at a location of the payee's bank; `static`: all of it stands here. */
  readonly kind: 'static' | 'dynamic';
  /** The payee's Pix key; personal data when it is a document, phone or e-mail. */
  readonly key: string | null;
  /** Where the charge lies, without scheme. */
  readonly url: string | null;
  /** Where the recurring authorisation (Pix Automático) lies, without scheme. */
  readonly recurrenceUrl: string | null;
  readonly name: string;
  readonly city: string;
  /** Integer centavos; `null` when the payer chooses, or the location decides. */
  readonly amountCents: number | null;
  readonly txid: string | null;
}

export interface StaticPixFields {
  /** The payee's key as registered: document, `+55…` phone, e-mail or random key. */
  readonly key: string;
  /** Payee; accents are dropped and the text cut at 25 characters. */
  readonly name: string;
  /** Accents are dropped and the text cut at 15 characters. */
  readonly city: string;
  /** Integer centavos above 0; `null` lets the payer choose. */
  readonly amountCents: number | null;
  /** 1 to 25 of `[A-Za-z0-9]`; `null` writes the mark for none. */
  readonly txid: string | null;
}

const PIX_DOMAIN = 'br.gov.bcb.pix';
const NO_TXID = '***';
const CRC_FIELD = '6304';
const CRC_AT_END = /6304[0-9A-Fa-f]{4}$/;
const TWO_DIGITS = /^\d{2}$/;
const AMOUNT = /^\d{1,10}(?:\.\d{1,2})?$/;
const KEY = /^[!-~]{1,77}$/;
const STATIC_TXID = /^[A-Za-z0-9]{1,25}$/;

/** CRC16-CCITT-FALSE (polynomial 1021, start FFFF) of the text's UTF-8 bytes, as four upper-case hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** Reads fields of two-digit id, two-digit length and value; `undefined` when they do not tile the text or an id repeats. */
export function parseTlv(text: string): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const id = text.slice(at, at + 2);
    const length = text.slice(at + 2, at + 4);
    if (!TWO_DIGITS.test(id) || !TWO_DIGITS.test(length) || fields.has(id)) return undefined;
    const end = at + 4 + Number(length);
    if (end > text.length) return undefined;
    fields.set(id, text.slice(at + 4, end));
    at = end;
  }
  return fields;
}

/** One field with its id and length. Throws RangeError above 99 characters. */
export function tlv(id: string, value: string): string {
  if (value.length > 99) throw new RangeError(`field ${id} is too long`);
  return id + String(value.length).padStart(2, '0') + value;
}

/**
 * Reads a Pix BR Code, static, dynamic or recurring; `undefined` unless structure, mandatory fields and CRC hold
 * (Manual do BR Code, Banco Central). Whether the key exists is known only to the payer's bank.
 */
export function parsePixPayload(text: string): ParsedPix | undefined {
  const payload = text.trim();
  if (!CRC_AT_END.test(payload) || crc16(payload.slice(0, -4)) !== payload.slice(-4).toUpperCase()) return undefined;
  const fields = parseTlv(payload);
  if (fields === undefined || !hasFixedFields(fields)) return undefined;

  const name = fields.get('59');
  const city = fields.get('60');
  if (!name || !city) return undefined;

  const account = pixTemplate(fields, 26, 51);
  const key = account?.get('01') || null;
  const url = account?.get('25') || null;
  const recurrenceUrl = pixTemplate(fields, 80, 99)?.get('25') || null;
  // An account names a key or a location, never both.
  if ((key !== null && url !== null) || (key === null && url === null && recurrenceUrl === null)) return undefined;

  const amountCents = amountOf(fields.get('54'));
  const txid = txidOf(fields.get('62'));
  if (amountCents === undefined || txid === undefined) return undefined;
  const kind = key === null || fields.get('01') === '12' ? 'dynamic' : 'static';
  // With a location, the charge behind it decides amount and txid.
  return url === null
    ? { kind, key, url, recurrenceUrl, name, city, amountCents, txid }
    : { kind, key, url, recurrenceUrl, name, city, amountCents: null, txid: null };
}

/** Builds a static BR Code. Throws RangeError when a field does not fit. */
export function buildStaticPix(fields: StaticPixFields): string {
  const name = plainText(fields.name, 25);
  const city = plainText(fields.city, 15);
  if (!KEY.test(fields.key)) throw new RangeError('key must be 1 to 77 printable characters without spaces');
  if (name === '') throw new RangeError('name must not be empty');
  if (city === '') throw new RangeError('city must not be empty');
  if (fields.txid !== null && !STATIC_TXID.test(fields.txid))
    throw new RangeError('txid must be 1 to 25 letters or digits');
  const payload =
    tlv('00', '01') +
    tlv('26', tlv('00', PIX_DOMAIN) + tlv('01', fields.key)) +
    tlv('52', '0000') +
    tlv('53', '986') +
    (fields.amountCents === null ? '' : tlv('54', amountText(fields.amountCents))) +
    tlv('58', 'BR') +
    tlv('59', name) +
    tlv('60', city) +
    tlv('62', tlv('05', fields.txid ?? NO_TXID)) +
    CRC_FIELD;
  return payload + crc16(payload);
}

function hasFixedFields(fields: ReadonlyMap<string, string>): boolean {
  const initiation = fields.get('01');
  return (
    fields.get('00') === '01' &&
    (initiation === undefined || initiation === '11' || initiation === '12') &&
    fields.has('52') &&
    fields.get('53') === '986' &&
    fields.get('58')?.toUpperCase() === 'BR'
  );
}

/** The first template in this range of ids that belongs to Pix. */
function pixTemplate(
  fields: ReadonlyMap<string, string>,
  firstId: number,
  lastId: number,
): ReadonlyMap<string, string> | undefined {
  for (const [id, value] of fields) {
    const number = Number(id);
    if (number < firstId || number > lastId) continue;
    const template = parseTlv(value);
    if (template?.get('00')?.toLowerCase() === PIX_DOMAIN) return template;
  }
  return undefined;
}

/** `null`: none stated, or zero, which leaves it to the payer; `undefined`: malformed. */
function amountOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  if (!AMOUNT.test(text)) return undefined;
  return parseCentavos(text) || null;
}

/** `null`: none stated; `undefined`: malformed. */
function txidOf(additional: string | undefined): string | null | undefined {
  if (additional === undefined) return null;
  const template = parseTlv(additional);
  if (template === undefined) return undefined;
  const txid = template.get('05');
  return txid === undefined || txid === NO_TXID ? null : txid;
}

function amountText(amountCents: number): string {
  const text = decimalFromCentavos(amountCents);
  if (amountCents <= 0 || !AMOUNT.test(text))
    throw new RangeError('amountCents must be above 0 and fit ten digits of reais');
  return text;
}

/** Printable ASCII only: readers disagree on whether a length counts letters or bytes. */
function plainText(text: string, longest: number): string {
  const ascii = text
    .normalize('NFD')
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/g, '');
  return ascii.trim().slice(0, longest).trim();
}
