import { toSaoPauloInstant, type PlainDate } from '../../src/common/brazil/dates.js';
import { decimalFromCentavos } from '../../src/common/brazil/money.js';

/** `0000-00-00` for no date. */
export const printDate = (date: PlainDate | null): string => date ?? '0000-00-00';

/** `yyyy-MM-dd HH:mm:ss` in Sao Paulo. */
export const printMoment = (epochMs: number): string => toSaoPauloInstant(epochMs).slice(0, 19).replace('T', ' ');

/** Two places at least and four at most. */
export const printDecimal = (value: number): string => value.toFixed(4).replace(/0{1,2}$/, '');

export const printCentavos = decimalFromCentavos;
