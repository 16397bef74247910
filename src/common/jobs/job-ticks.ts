import { CronTime } from 'cron';
import { SAO_PAULO } from '../brazil/dates.js';

/** The moments a cron expression names in America/Sao_Paulo. */
export class JobTicks {
  private readonly cron: CronTime;

  /** @throws Error for an expression that is none. */
  constructor(schedule: string) {
    this.cron = new CronTime(schedule, SAO_PAULO);
  }

  /** The first tick after an instant, never the instant itself. */
  after(instant: Date): Date {
    return this.cron.getNextDateFrom(instant, SAO_PAULO).toJSDate();
  }
}
