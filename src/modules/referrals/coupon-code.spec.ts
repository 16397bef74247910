import { describe, expect, it } from '@jest/globals';
import { newCouponCode } from './coupon-code.js';

describe('coupons', () => {
  const codes = Array.from({ length: 2_000 }, newCouponCode);

  it('hold nothing that is read for something else', () => {
    for (const code of codes) expect(code).toMatch(/^[2-9ABCDEFGHJKMNPQRSTVWXYZ]{8}$/);
  });

  it('differ', () => {
    expect(new Set(codes).size).toBe(codes.length);
  });
});
