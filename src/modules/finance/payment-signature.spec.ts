import { describe, expect, it } from '@jest/globals';
import { isSignedDelivery, paymentSignature } from './payment-signature.js';

const KEY = { secret: 'a-secret-of-more-than-thirty-two-characters', windowSeconds: 300 };
const NOW = 1_763_760_000_000;
const TIMESTAMP = String(NOW / 1_000);
const BODY = Buffer.from('{"id":"evt_1"}');
const delivery = { timestamp: TIMESTAMP, signature: paymentSignature(KEY.secret, TIMESTAMP, BODY), body: BODY };

describe('isSignedDelivery', () => {
  it('takes what the secret signed', () => {
    expect(isSignedDelivery(delivery, KEY, NOW)).toBe(true);
    expect(isSignedDelivery(delivery, KEY, NOW + 300_000)).toBe(true);
  });

  it.each([
    ['another body', { ...delivery, body: Buffer.from('{"id":"evt_2"}') }],
    ['another time', { ...delivery, timestamp: String(NOW / 1_000 + 1) }],
    ['another secret', { ...delivery, signature: paymentSignature('another', TIMESTAMP, BODY) }],
    ['no signature', { ...delivery, signature: undefined }],
    ['half a signature', { ...delivery, signature: delivery.signature.slice(0, 40) }],
    ['no time', { ...delivery, timestamp: undefined }],
    ['a time that is none', { ...delivery, timestamp: 'now' }],
  ])('refuses %s', (_, other) => {
    expect(isSignedDelivery(other, KEY, NOW)).toBe(false);
  });

  it('refuses what is too old, or of the future', () => {
    expect(isSignedDelivery(delivery, KEY, NOW + 301_000)).toBe(false);
    expect(isSignedDelivery(delivery, KEY, NOW - 301_000)).toBe(false);
  });
});
