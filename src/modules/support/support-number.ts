import { parsePhone } from '../../common/brazil/phone.js';

/** 0800 and its kin, which have no area code. */
const NON_GEOGRAPHIC = /^0[3589]00\d{6,7}$/;
/** 4004-0000 and its kin: one number, a local call from many cities. */
const MANY_CITIES = /^[34]00\d{5}$/;
/** 103 15 and its kin, which are dialled as they are. */
const SHORT = /^1\d{2,4}$/;

/** A number that customers can call the provider on, as it is kept: E.164, or the digits of one that has no E.164. */
export function contactNumber(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, '');
  if (NON_GEOGRAPHIC.test(digits) || MANY_CITIES.test(digits) || SHORT.test(digits)) return digits;
  const phone = parsePhone(text);
  return phone?.valid === true ? phone.e164 : undefined;
}

/** A kept number as customers read it. */
export function shownNumber(target: string): string {
  if (NON_GEOGRAPHIC.test(target)) return `${target.slice(0, 4)} ${target.slice(4, -4)} ${target.slice(-4)}`;
  if (MANY_CITIES.test(target)) return `${target.slice(0, 4)}-${target.slice(4)}`;
  const phone = parsePhone(target);
  if (phone === undefined) return target;
  const { national } = phone;
  return `(${national.slice(0, 2)}) ${national.slice(2, -4)}-${national.slice(-4)}`;
}
