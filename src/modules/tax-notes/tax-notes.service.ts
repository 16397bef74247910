import { Injectable } from '@nestjs/common';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import {
  isPlainDate,
  type PlainDate,
  plainDate,
  todayInSaoPaulo,
  toSaoPauloInstant,
} from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import { pageOf } from '../../common/http/page.dto.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { accessKeyOf, modelOf, statusOf } from './tax-note-model.js';
import type { TaxNoteDto, TaxNoteListDto, TaxNotesQueryDto } from './tax-notes.dto.js';
import { type TaxNote, TaxNotesPort } from './tax-notes.port.js';

const DEFAULT_MONTHS = 6;
/** As long as fiscal documents are kept. */
const LONGEST_MONTHS = 60;

@Injectable()
export class TaxNotesService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: TaxNotesPort,
    private readonly credentials: UpstreamCredentials,
    private readonly ledger: OwnershipLedger,
  ) {}

  /**
   * Notes issued in a period, the newest first; each is recorded as the customer's.
   * @throws Problem VALIDATION_ERROR or UPSTREAM_CREDENTIALS_REQUIRED.
   */
  async list(customer: CustomerPrincipal, query: TaxNotesQueryDto): Promise<TaxNoteListDto> {
    const period = periodOf(query);
    const credential = await this.credentials.of(customer);
    const account = await this.accounts.get(customer.customerId);
    const notes = await this.port.list(account, period, credential);
    await this.ledger.record(
      customer.customerId,
      'tax-note',
      notes.map(({ id }) => ({ id })),
    );
    const page = pageOf([...notes].sort(newestFirst), query);
    return { ...page, items: page.items.map(taxNoteDto) };
  }

  /** @throws Problem UPSTREAM_CREDENTIALS_REQUIRED. */
  async pdf(customer: CustomerPrincipal, noteId: string): Promise<Uint8Array> {
    const credential = await this.credentials.of(customer);
    return this.port.pdf(await this.accounts.get(customer.customerId), noteId, credential);
  }
}

function periodOf({ startDate, endDate }: TaxNotesQueryDto): { from: PlainDate; to: PlainDate } {
  const to = endDate ?? todayInSaoPaulo();
  if (!isPlainDate(to)) throw invalid('endDate', 'endDate must be a day');
  const from = startDate ?? monthsBefore(to, DEFAULT_MONTHS);
  if (!isPlainDate(from) || from > to) throw invalid('startDate', 'startDate must be a day up to endDate');
  if (from < monthsBefore(to, LONGEST_MONTHS)) {
    throw invalid('startDate', `the period must be at most ${LONGEST_MONTHS} months`);
  }
  return { from, to };
}

/** The same day so many months before, or the last of a month that is too short. */
function monthsBefore(date: PlainDate, months: number): PlainDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months;
  for (let day = Number(date.slice(8)); day > 0; day -= 1) {
    const found = plainDate(Math.floor(month / 12), (month % 12) + 1, day);
    if (found !== undefined) return found;
  }
  throw new RangeError('the date is out of range');
}

const invalid = (field: string, message: string) =>
  new Problem(problems.validation, { invalidFields: [{ field, message }] });

const newestFirst = (left: TaxNote, right: TaxNote): number =>
  (right.issuedAt?.getTime() ?? 0) - (left.issuedAt?.getTime() ?? 0) || Number(right.id) - Number(left.id);

const taxNoteDto = (note: TaxNote): TaxNoteDto => ({
  id: note.id,
  number: note.number,
  series: note.series,
  model: modelOf(note),
  issued_at: note.issuedAt === null ? null : toSaoPauloInstant(note.issuedAt),
  due_date: note.dueDate,
  amount_cents: note.amountCents,
  amount_formatted: formatBrl(note.amountCents),
  status: statusOf(note),
  access_key: accessKeyOf(note),
  pdf_path: `/app/v1/customers/tax-notes/${note.id}/pdf`,
});
