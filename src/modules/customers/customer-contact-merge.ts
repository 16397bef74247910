import { isEmail } from 'class-validator';
import { parsePhone } from '../../common/brazil/phone.js';
import type { ContactKind, ContactType, CustomerContactEntity } from './customer-contact.entity.js';
import type { CustomerContacts } from './customer-contacts.port.js';

/** Addresses differ in nothing that case makes. */
export const comparableOf = (value: string): string => value.trim().toLowerCase();

/** Whether something can be sent there. Providers keep dirt from decades. */
export const isValidContact = (kind: ContactKind, value: string): boolean =>
  kind === 'EMAIL' ? isEmail(value) : parsePhone(value)?.valid === true;

/** A contact as the provider has it. */
export interface ProviderContact {
  readonly kind: ContactKind;
  readonly id: string;
  readonly value: string;
  readonly type: ContactType;
  readonly primary: boolean;
}

export const providerContactsOf = ({ emails, phones }: CustomerContacts): ProviderContact[] => [
  ...emails.map(({ address, ...email }) => ({ ...email, kind: 'EMAIL' as const, value: address.trim() })),
  ...phones.map(({ number, ...phone }) => ({ ...phone, kind: 'PHONE' as const, value: number.trim() })),
];

/** The part of a record that merging looks at and changes. */
export type ContactRecord = Pick<
  CustomerContactEntity,
  | 'kind'
  | 'value'
  | 'comparable'
  | 'type'
  | 'isPrimary'
  | 'verifiedAt'
  | 'source'
  | 'providerId'
  | 'providerComparable'
  | 'mirror'
  | 'removedAt'
> & { readonly id?: string };

export interface ContactMerge {
  /** Every record that stays or is new, as it should be. */
  readonly records: ContactRecord[];
  readonly dropped: ContactRecord[];
  readonly changed: boolean;
}

/**
 * Brings the records of a customer in line with what the provider has. A change made here goes before what the provider
 * still shows; what it changed since itself goes before ours.
 */
export function mergeContacts(held: readonly ContactRecord[], found: readonly ProviderContact[]): ContactMerge {
  const records = held.map((record) => ({ ...record }));
  const matched = new Set<ContactRecord>();
  const seen = new Set<string>();
  const isHeld = ({ kind, value }: ProviderContact) =>
    held.some((record) => record.kind === kind && record.comparable === comparableOf(value));
  // What is recognised first is not taken for what another became.
  for (const contact of [...found.filter(isHeld), ...found.filter((contact) => !isHeld(contact))]) {
    const comparable = comparableOf(contact.value);
    const key = `${contact.kind}|${comparable}`;
    // The same number as mobile and landline is one contact.
    if (comparable === '' || seen.has(key)) continue;
    seen.add(key);
    const ofKind = records.filter(({ kind }) => kind === contact.kind);
    const same = ofKind.find((record) => record.comparable === comparable);
    const renamed = ofKind.find((record) => record.removedAt === null && record.providerId === contact.id);
    const ours = same ?? renamed;
    if (same !== undefined) recognise(same, contact.id, comparable);
    else if (renamed === undefined) {
      const added = recordOf(contact, comparable);
      records.push(added);
      matched.add(added);
    } else if (renamed.mirror === 'NONE' || renamed.providerComparable !== comparable) takeOver(renamed, contact);
    if (ours !== undefined) matched.add(ours);
  }
  const isGone = (record: ContactRecord) =>
    !matched.has(record) &&
    (record.removedAt === null
      ? record.source === 'PROVIDER' && record.mirror === 'NONE'
      : record.mirror === 'TOLD' || record.mirror === 'KEPT_HERE');
  const dropped = records.filter(isGone);
  const kept = records.filter((record) => !isGone(record));
  electPrimaries(kept, found);
  const changed =
    dropped.length > 0 || kept.some((record) => record.id === undefined || changesOf(record, held) !== undefined);
  return { records: kept, dropped, changed };
}

const MERGED = [
  'value',
  'comparable',
  'type',
  'isPrimary',
  'verifiedAt',
  'source',
  'providerId',
  'providerComparable',
  'mirror',
] as const;

/** What merging changed of a record; undefined when nothing. */
export function changesOf(record: ContactRecord, held: readonly ContactRecord[]): Partial<ContactRecord> | undefined {
  const before = held.find(({ id }) => id === record.id);
  const changed = MERGED.filter((name) => record[name] !== before?.[name]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((name) => [name, record[name]]));
}

function recognise(record: ContactRecord, providerId: string, comparable: string): void {
  record.providerId = providerId;
  record.providerComparable = comparable;
  if (record.removedAt === null && record.mirror === 'UNCERTAIN') record.mirror = 'TOLD';
}

function takeOver(record: ContactRecord, contact: ProviderContact): void {
  record.value = contact.value;
  record.comparable = comparableOf(contact.value);
  record.providerComparable = record.comparable;
  record.type = contact.type;
  record.verifiedAt = null;
  record.source = 'PROVIDER';
  record.mirror = 'NONE';
}

const recordOf = ({ kind, id, value, type }: ProviderContact, comparable: string): ContactRecord => ({
  kind,
  value,
  comparable,
  type,
  isPrimary: false,
  verifiedAt: null,
  source: 'PROVIDER',
  providerId: id,
  providerComparable: comparable,
  mirror: 'NONE',
  removedAt: null,
});

/** A kind without a primary gets the provider's, else the first that can be used. */
function electPrimaries(records: readonly ContactRecord[], found: readonly ProviderContact[]): void {
  for (const kind of ['EMAIL', 'PHONE'] as const) {
    const visible = records.filter((record) => record.kind === kind && record.removedAt === null);
    if (visible.some(({ isPrimary }) => isPrimary)) continue;
    const theirs = found.find((contact) => contact.kind === kind && contact.primary);
    const elected =
      visible.find(({ comparable }) => theirs !== undefined && comparable === comparableOf(theirs.value)) ??
      visible.find(({ value }) => isValidContact(kind, value)) ??
      visible[0];
    if (elected !== undefined) elected.isPrimary = true;
  }
}
