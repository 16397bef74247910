import { formatSlashedDayFirst, type PlainDate, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { formatBrl } from '../../common/brazil/money.js';
import type { PhoneCall } from './phone-calls.port.js';

/** What the document shows. */
interface PrintedExtract {
  readonly contractId: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly calls: readonly PhoneCall[];
  readonly totals: { readonly calls: number; readonly duration_s: number; readonly amount_cents: number };
}

const MARGIN = 40;
const ROW_HEIGHT = 16;
const FONT = 'Helvetica';
const BOLD = 'Helvetica-Bold';

interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
  readonly align?: 'right';
  readonly of: (call: PhoneCall) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Data e hora', x: 40, width: 90, of: (call) => printInstant(call.startedAt) },
  { title: 'Origem', x: 132, width: 82, of: (call) => call.origin ?? '' },
  { title: 'Destino', x: 216, width: 82, of: (call) => call.destination ?? '' },
  { title: 'Tipo', x: 300, width: 92, of: (call) => call.kind ?? call.region ?? '' },
  { title: 'Duração', x: 394, width: 60, align: 'right', of: (call) => printDuration(call.durationSeconds) },
  { title: 'Valor', x: 460, width: 95, align: 'right', of: (call) => formatBrl(call.amountCents) },
];

/** The calls of a period as a PDF of A4 pages. */
export async function renderCallsExtract(extract: PrintedExtract): Promise<Uint8Array> {
  // Only now: with the fonts it knows it takes 10 MB, and few ask for this document.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, info: { Title: 'Extrato de ligações' } });
  const chunks: Buffer[] = [];
  const written = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => void chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  document.font(BOLD).fontSize(16).text('Extrato de ligações', MARGIN, MARGIN);
  document
    .font(FONT)
    .fontSize(10)
    .text(`Contrato ${extract.contractId}`)
    .text(`Período de ${formatSlashedDayFirst(extract.from)} a ${formatSlashedDayFirst(extract.to)}`);
  let y = writeHeadings(document, document.y + 14);
  const last = document.page.height - MARGIN - 2 * ROW_HEIGHT;
  for (const call of extract.calls) {
    if (y > last) {
      document.addPage();
      y = writeHeadings(document, MARGIN);
    }
    document.font(FONT).fontSize(9);
    for (const column of COLUMNS) write(document, column, column.of(call), y);
    y += ROW_HEIGHT;
  }
  const { totals } = extract;
  document
    .font(BOLD)
    .fontSize(10)
    .text(
      `${totals.calls} ligações, ${printDuration(totals.duration_s)}, total ${formatBrl(totals.amount_cents)}`,
      MARGIN,
      y + 6,
    );
  document.end();
  return written;
}

function writeHeadings(document: PDFKit.PDFDocument, y: number): number {
  document.font(BOLD).fontSize(9);
  for (const column of COLUMNS) write(document, column, column.title, y);
  document
    .moveTo(MARGIN, y + 12)
    .lineTo(document.page.width - MARGIN, y + 12)
    .lineWidth(0.5)
    .stroke();
  return y + ROW_HEIGHT;
}

/** One line, cut where the column ends. */
function write(document: PDFKit.PDFDocument, column: Column, text: string, y: number): void {
  const options = { width: column.width, height: ROW_HEIGHT - 4, ellipsis: true, lineBreak: false };
  document.text(text, column.x, y, column.align === undefined ? options : { ...options, align: column.align });
}

function printInstant(instant: Date): string {
  const text = toSaoPauloInstant(instant);
  return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)} ${text.slice(11, 16)}`;
}

function printDuration(seconds: number | null): string {
  if (seconds === null) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  const whole = Math.round(seconds);
  return `${two(Math.floor(whole / 3_600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
