import {
  addDays,
  isBusinessDay,
  type PlainDate,
  todayInSaoPaulo,
  toSaoPauloInstant,
} from '../../common/brazil/dates.js';

interface Hours {
  readonly days: readonly number[];
  readonly opens: string;
  readonly closes: string;
}

export interface OpeningSchedule {
  /** Empty: always open. */
  readonly hours: readonly Hours[];
  readonly closedOnHolidays: boolean;
}

/** A week and the longest chain of holidays: what opens at all opens within it. */
const DAYS_AHEAD = 14;

/** Whether somebody is there at this moment, by the wall clock of Sao Paulo. */
export function isOpenAt(schedule: OpeningSchedule, instant: Date): boolean {
  if (schedule.hours.length === 0) return true;
  const { day, time } = wallClock(instant);
  return hoursOn(schedule, day).some(({ opens, closes }) => opens <= time && time < closes);
}

/** When it opens next, ISO 8601; null while it is open, and where it never opens. */
export function nextOpening(schedule: OpeningSchedule, instant: Date): string | null {
  if (isOpenAt(schedule, instant)) return null;
  const { day: today, time } = wallClock(instant);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(today, ahead);
    const [first] = hoursOn(schedule, day)
      .map(({ opens }) => opens)
      .filter((opens) => ahead > 0 || opens > time)
      .sort();
    // Sao Paulo has kept one offset since 2019, and clocks never jumped during the day.
    if (first !== undefined) return `${day}T${first}:00${toSaoPauloInstant(instant).slice(19)}`;
  }
  return null;
}

function hoursOn({ hours, closedOnHolidays }: OpeningSchedule, day: PlainDate): readonly Hours[] {
  const weekday = isoWeekday(day);
  if (closedOnHolidays && weekday <= 5 && !isBusinessDay(day)) return [];
  return hours.filter(({ days }) => days.includes(weekday));
}

function wallClock(instant: Date): { readonly day: PlainDate; readonly time: string } {
  const text = toSaoPauloInstant(instant);
  return { day: todayInSaoPaulo(() => instant.getTime()), time: text.slice(11, 16) };
}

/** 1 is Monday, 7 Sunday. */
const isoWeekday = (day: PlainDate): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
