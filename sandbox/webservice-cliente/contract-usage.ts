import { addDays, daysBetween, epochDay, epochOfMidnight, type PlainDate } from '../../src/common/brazil/dates.js';
import { radiusLoginOf } from './network.state.js';
import type { Contract } from './rows.js';

const HOUR_MS = 3_600_000;
const GIGABYTE = 1024 ** 3;
/** Longer than any extract that the app asks for. */
const LONGEST_DAYS = 400;

export interface DataSession {
  readonly id: number;
  readonly login: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly downloadBytes: number;
  readonly uploadBytes: number;
}

export interface PhoneCall {
  readonly id: number;
  readonly at: number;
  readonly to: string;
  readonly region: string;
  readonly kind: string;
  readonly seconds: number;
  /** Reais. */
  readonly price: number;
}

/** This contract is sold with a telephone line; others need a contract of telephony. */
const WITH_TELEPHONE = 1283299;

/** A number from 0 to `below` that is always the same for the same contract and day. */
const variation = (contract: Contract, day: PlainDate, below: number): number =>
  (epochDay(day) * 7919 + contract.id * 31) % below;

function daysOf(contract: Contract, from: PlainDate, to: PlainDate, today: PlainDate): PlainDate[] {
  const first = from < contract.activatedOn ? contract.activatedOn : from;
  const last = to > today ? today : to;
  const count = Math.min(daysBetween(first, last) + 1, LONGEST_DAYS);
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index));
}

/** One session a day, from 06:00 for some hours. */
export function dataSessions(contract: Contract, from: PlainDate, to: PlainDate, today: PlainDate): DataSession[] {
  if (contract.service !== 'INTERNET') return [];
  return daysOf(contract, from, to, today).map((day) => {
    const startedAt = epochOfMidnight(day) + 6 * HOUR_MS;
    return {
      id: epochDay(day) * 10 + 1,
      login: radiusLoginOf(contract.id),
      startedAt,
      endedAt: startedAt + (4 + variation(contract, day, 12)) * HOUR_MS,
      downloadBytes: Math.round((1 + variation(contract, day, 60) / 10) * GIGABYTE),
      uploadBytes: Math.round((1 + variation(contract, day, 7)) * 0.1 * GIGABYTE),
    };
  });
}

/** A call every other day, free on the local network. */
export function phoneCalls(contract: Contract, from: PlainDate, to: PlainDate, today: PlainDate): PhoneCall[] {
  if (contract.service !== 'TELEFONIA' && contract.id !== WITH_TELEPHONE) return [];
  return daysOf(contract, from, to, today)
    .filter((day) => epochDay(day) % 2 === 0)
    .map((day) => {
      const mobile = variation(contract, day, 3) === 0;
      const seconds = 30 + variation(contract, day, 600);
      return {
        id: epochDay(day) * 10 + 2,
        at: epochOfMidnight(day) + (9 + variation(contract, day, 10)) * HOUR_MS,
        to: mobile ? '5531999990003' : '553137610009',
        region: 'Brasil - MG',
        kind: mobile ? 'MOVEL DDD' : 'FIXO LOCAL',
        seconds,
        price: mobile ? Math.round(seconds * 0.5) / 100 : 0,
      };
    });
}
