import { toSaoPauloInstant } from '../brazil/dates.js';
import type { StalenessDto } from './staleness.dto.js';

/** The members that tell a kept answer from a fresh one. */
export const staleness = (staleSince: Date | undefined): StalenessDto =>
  staleSince === undefined ? {} : { stale: true, as_of: toSaoPauloInstant(staleSince) };
