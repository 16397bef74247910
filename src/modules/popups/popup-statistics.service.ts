import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { addDays, isPlainDate, type PlainDate, todayInSaoPaulo } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { PopupStatisticsDto, PopupStatisticsQuery } from './popup.dto.js';
import { PopupEntity } from './popup.entity.js';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

const counts = {
  shown: z.coerce.number(),
  clicked: z.coerce.number(),
  dismissed: z.coerce.number(),
  customers: z.coerce.number(),
};
const totalRow = z.tuple([z.object(counts)]);
const dayRows = z.array(z.object({ day: z.string(), ...counts }));

/** Different customers are those who saw it for the first time, so that the days add up. */
const SELECT_TOTAL = `
  SELECT coalesce(sum(shown), 0) AS shown, coalesce(sum(clicked), 0) AS clicked,
         coalesce(sum(dismissed), 0) AS dismissed, coalesce(sum(new_customers), 0) AS customers
    FROM popup_statistic
   WHERE popup_id = $1`;

const SELECT_DAYS = `
  SELECT day::text AS day, sum(shown) AS shown, sum(clicked) AS clicked, sum(dismissed) AS dismissed,
         sum(customers) AS customers
    FROM popup_statistic
   WHERE popup_id = $1 AND day BETWEEN $2 AND $3
   GROUP BY popup_statistic.day
   ORDER BY popup_statistic.day`;

/** How popups did: counted when it happened, so that reading costs the same for ten showings and for ten million. */
@Injectable()
export class PopupStatisticsService {
  constructor(private readonly manager: EntityManager) {}

  /** @throws Problem NOT_FOUND, or VALIDATION_ERROR for days that are none. */
  async of(popupId: string, query: PopupStatisticsQuery): Promise<PopupStatisticsDto> {
    const { from, to } = daysOf(query);
    if (!(await this.manager.existsBy(PopupEntity, { id: popupId }))) throw new Problem(problems.notFound);
    const [total] = totalRow.parse(await this.manager.query<unknown>(SELECT_TOTAL, [popupId]));
    const days = dayRows.parse(await this.manager.query<unknown>(SELECT_DAYS, [popupId, from, to]));
    return { popup_id: popupId, total, days };
  }
}

function daysOf(query: PopupStatisticsQuery): { from: PlainDate; to: PlainDate } {
  const to = query.to ?? todayInSaoPaulo();
  if (!isPlainDate(to)) throw invalid('to', 'to must be a day that exists');
  const from = query.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (!isPlainDate(from)) throw invalid('from', 'from must be a day that exists');
  if (from > to) throw invalid('from', 'from must not be after to');
  if (addDays(from, MOST_DAYS) <= to) throw invalid('from', `from and to must be ${MOST_DAYS} days or fewer`);
  return { from, to };
}

const invalid = (field: string, message: string): Problem =>
  new Problem(problems.validation, { invalidFields: [{ field, message }] });
