import { generatePixPayload } from '@brazilian-utils/brazilian-utils/generate-pix-payload';
import { getPixPayloadInfo } from '@brazilian-utils/brazilian-utils/get-pix-payload-info';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildStaticPix, crc16, parsePixPayload, parseTlv, tlv } from './pix.js';

const PAYLOAD =
  '00020126330014br.gov.bcb.pix011111144477735520400005303986540599.905802BR5908PROVEDOR6005CARMO62100506FAT12363048B2D';
const CHARGE = { key: '11144477735', name: 'PROVEDOR', city: 'CARMO', amountCents: 9990, txid: 'FAT123' };

function sealed(body: string): string {
  return `${body}6304${crc16(`${body}6304`)}`;
}

function brCode(account: string, rest = ''): string {
  return sealed(`000201${account}520400005303986${rest}5802BR5908PROVEDOR6005CARMO`);
}

const text = (alphabet: string, max: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: max }).map((list) => list.join(''));
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const charge = fc.record({
  key: fc.uuid(),
  name: text(UPPER, 25),
  city: text(UPPER, 15),
  amountCents: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
  txid: fc.option(text(`${UPPER}abcxyz0123456789`, 25)),
});

describe('crc16', () => {
  it('is CCITT-FALSE', () => {
    expect(crc16('123456789')).toBe('29B1');
    expect(crc16('')).toBe('FFFF');
  });
});

describe('static Pix', () => {
  it('builds and reads the known payload', () => {
    expect(buildStaticPix(CHARGE)).toBe(PAYLOAD);
    const parsed = { kind: 'static', url: null, recurrenceUrl: null, ...CHARGE };
    expect(parsePixPayload(PAYLOAD)).toEqual(parsed);
    expect(parsePixPayload(` ${PAYLOAD.slice(0, -4)}8b2d\n`)).toEqual(parsed);
  });

  it('drops accents and cuts name and city', () => {
    const payload = buildStaticPix({
      ...CHARGE,
      name: 'Conexão  Fibra do Sertão Telecomunicações',
      city: 'São João del-Rei ',
    });
    expect(parsePixPayload(payload)).toMatchObject({ name: 'Conexao Fibra do Sertao T', city: 'Sao Joao del-Re' });
  });

  it('reads back what it builds, as the library does, and builds the same text', () => {
    fc.assert(
      fc.property(charge, (fields) => {
        const payload = buildStaticPix(fields);
        expect(parsePixPayload(payload)).toEqual({ kind: 'static', url: null, recurrenceUrl: null, ...fields });
        const amount = fields.amountCents === null ? undefined : fields.amountCents / 100;
        expect(getPixPayloadInfo(payload)).toMatchObject({ key: fields.key, merchantName: fields.name });
        expect(getPixPayloadInfo(payload)?.amount).toBe(amount);
        expect(payload).toBe(
          generatePixPayload({
            key: fields.key,
            merchantName: fields.name,
            merchantCity: fields.city,
            ...(amount === undefined ? {} : { amount }),
            ...(fields.txid === null ? {} : { txid: fields.txid }),
          }),
        );
      }),
    );
  });

  it('finds any one changed character', () => {
    fc.assert(
      fc.property(charge, fc.nat(), fc.constantFrom(...'0123456789ABZ'), (fields, index, character) => {
        const payload = buildStaticPix(fields);
        const position = index % payload.length;
        fc.pre(payload.charAt(position).toUpperCase() !== character);
        return parsePixPayload(payload.slice(0, position) + character + payload.slice(position + 1)) === undefined;
      }),
    );
  });

  it('refuses fields that do not fit', () => {
    expect(() => buildStaticPix({ ...CHARGE, key: '' })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, key: 'a b' })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, name: '日本' })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, city: ' ' })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, txid: 'A-1' })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, txid: 'A'.repeat(26) })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, amountCents: 0 })).toThrow(RangeError);
    expect(() => buildStaticPix({ ...CHARGE, amountCents: 1_000_000_000_000 })).toThrow(RangeError);
  });
});

describe('parsePixPayload', () => {
  const domain = tlv('00', 'br.gov.bcb.pix');
  const location = tlv('25', 'pix.example.com/qr/v2/1234');

  it('reads a dynamic payload, whose location decides amount and txid', () => {
    const payload = brCode(tlv('01', '12') + tlv('26', tlv('00', 'BR.GOV.BCB.PIX') + location), tlv('54', '1.00'));
    expect(parsePixPayload(payload)).toEqual({
      kind: 'dynamic',
      key: null,
      url: 'pix.example.com/qr/v2/1234',
      recurrenceUrl: null,
      name: 'PROVEDOR',
      city: 'CARMO',
      amountCents: null,
      txid: null,
    });
  });

  it('reads the recurrence of Pix Automático, alone or beside a charge', () => {
    const recurrence = `${tlv('80', domain + tlv('25', 'pix.example.com/rec/9'))}`;
    const rest = `5802BR5908PROVEDOR6005CARMO${recurrence}`;
    const alone = parsePixPayload(sealed(`000201520400005303986${rest}`));
    expect(alone).toMatchObject({ kind: 'dynamic', url: null, recurrenceUrl: 'pix.example.com/rec/9' });
    const both = parsePixPayload(sealed(`000201${tlv('26', domain + location)}520400005303986${rest}`));
    expect(both).toMatchObject({ url: 'pix.example.com/qr/v2/1234', recurrenceUrl: 'pix.example.com/rec/9' });
  });

  it('finds the Pix account among others', () => {
    const others = tlv('26', tlv('00', 'com.wallet')) + tlv('27', domain + tlv('01', 'k@x.com'));
    expect(parsePixPayload(brCode(others))).toMatchObject({ kind: 'static', key: 'k@x.com', amountCents: null });
  });

  it.each([
    ['empty', ''],
    ['not a BR Code', 'https://example.com'],
    ['cut short', PAYLOAD.slice(0, -1)],
    ['wrong CRC', `${PAYLOAD.slice(0, -4)}0000`],
    ['no account', brCode('')],
    ['key and location', brCode(tlv('26', domain + tlv('01', 'k') + location))],
    ['empty key', brCode(tlv('26', `${domain}0100`))],
    ['another currency', sealed(`000201${tlv('26', domain + location)}5204000053038405802BR5901A6001B`)],
    ['unknown initiation', brCode(tlv('01', '13') + tlv('26', domain + location))],
    ['malformed amount', brCode(tlv('26', domain + tlv('01', 'k')), tlv('54', '1,00'))],
    ['malformed additional data', brCode(tlv('26', domain + tlv('01', 'k')), tlv('62', '0509'))],
    ['repeated field', brCode(tlv('26', domain + tlv('01', 'k')), '5303986')],
    ['no name', sealed(`000201${tlv('26', domain + location)}5204000053039865802BR6001B`)],
  ])('refuses: %s', (_, payload) => {
    expect(parsePixPayload(payload)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (body) => parsePixPayload(sealed(body)) === undefined));
  });

  it('tiles fields exactly', () => {
    const value = fc.string({ maxLength: 99 });
    fc.assert(
      fc.property(value, value, (one, two) => {
        const fields = parseTlv(tlv('01', one) + tlv('02', two));
        expect(fields).toEqual(
          new Map([
            ['01', one],
            ['02', two],
          ]),
        );
      }),
    );
    expect(() => tlv('01', 'x'.repeat(100))).toThrow(RangeError);
  });
});
