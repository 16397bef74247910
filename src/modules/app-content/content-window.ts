import { type FindOptionsWhere, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';

/** When something is shown: from its start, up to and without its end. */
export interface ContentWindow {
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

export const windowStates = ['UPCOMING', 'OPEN', 'OVER'] as const;
export type WindowState = (typeof windowStates)[number];

/** @param now milliseconds since the epoch */
export function windowState({ startsAt, endsAt }: ContentWindow, now: number): WindowState {
  if (endsAt !== null && endsAt.getTime() <= now) return 'OVER';
  return startsAt.getTime() <= now ? 'OPEN' : 'UPCOMING';
}

/** As `windowState`, asked of a database: rows in this state meet one of the conditions. */
export function windowConditions(state: WindowState, now: Date): FindOptionsWhere<ContentWindow>[] {
  switch (state) {
    case 'UPCOMING':
      return [{ startsAt: MoreThan(now) }];
    case 'OPEN': {
      const begun = { startsAt: LessThanOrEqual(now) };
      return [
        { ...begun, endsAt: IsNull() },
        { ...begun, endsAt: MoreThan(now) },
      ];
    }
    case 'OVER':
      return [{ endsAt: LessThanOrEqual(now) }];
  }
}
