import type { NewMessage } from './message-inbox.js';
import type { MessageCategory, MessageKind } from './message-kinds.js';
import { noticeKind } from './notice-kind.js';
import type { ProviderNotice } from './provider-notices.port.js';

const LONGEST_TITLE = 200;
const LONGEST_BODY = 4_000;
/** Before it there was no app. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z');

const UNTITLED = 'Aviso do seu provedor';

/** The message that a notice becomes; undefined for one that says nothing. */
export function messageOfNotice(customerId: string, notice: ProviderNotice): NewMessage | undefined {
  const title = readable(notice.title, LONGEST_TITLE);
  const text = readable(notice.text, LONGEST_BODY);
  if (title === '' && text === '') return undefined;
  const kind = noticeKind(title, text);
  return {
    customerId,
    source: 'PROVIDER',
    sourceKey: notice.id,
    kind,
    category: categoryOf(kind),
    title: title === '' || text === '' ? UNTITLED : title,
    body: text === '' ? title : text,
    createdAt: plausible(notice.createdAt),
  };
}

const categoryOf = (kind: MessageKind): MessageCategory => (kind === 'OFFER' ? 'MARKETING' : 'TRANSACTIONAL');

/** Without what no database and no screen takes; lines stay lines. */
function readable(text: string | null, longest: number): string {
  const clean = (text ?? '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\n\P{Cc}]/gu, ' ')
    .trim();
  const characters = [...clean];
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join('')}…`;
}

const plausible = (instant: Date | null): Date | undefined =>
  instant !== null && instant.getTime() >= EARLIEST && instant.getTime() <= Date.now() ? instant : undefined;
