import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ContactRecord, mergeContacts, type ProviderContact } from './customer-contact-merge.js';

const theirs = (fields: Partial<ProviderContact> = {}): ProviderContact => ({
  kind: 'EMAIL',
  id: 'email',
  value: 'a@example.com',
  type: 'PERSONAL',
  primary: true,
  ...fields,
});
const ours = (fields: Partial<ContactRecord> = {}): ContactRecord => ({
  id: '1',
  kind: 'EMAIL',
  value: 'a@example.com',
  comparable: 'a@example.com',
  type: 'PERSONAL',
  isPrimary: true,
  verifiedAt: null,
  source: 'PROVIDER',
  providerId: 'email',
  providerComparable: 'a@example.com',
  mirror: 'NONE',
  removedAt: null,
  ...fields,
});
const changedHere = ours({ value: 'b@example.com', comparable: 'b@example.com', source: 'APP', mirror: 'TOLD' });

describe('merging contacts', () => {
  it('takes in what the provider has, with its primary', () => {
    const { records, changed } = mergeContacts(
      [],
      [theirs(), theirs({ id: '2', value: 'c@example.com', primary: false })],
    );
    expect(records.map(({ value, isPrimary }) => [value, isPrimary])).toEqual([
      ['a@example.com', true],
      ['c@example.com', false],
    ]);
    expect(changed).toBe(true);
  });

  it('finds nothing to do in what it made', () => {
    expect(mergeContacts([ours()], [theirs({ value: ' A@Example.com' })])).toMatchObject({
      changed: false,
      dropped: [],
    });
  });

  it('keeps a change made here while the provider shows the old one', () => {
    const { records } = mergeContacts([changedHere], [theirs()]);
    expect(records.map(({ value }) => value)).toEqual(['b@example.com']);
  });

  it('sees that the provider carried a change out', () => {
    const { records } = mergeContacts([{ ...changedHere, mirror: 'UNCERTAIN' }], [theirs({ value: 'b@example.com' })]);
    expect(records).toEqual([expect.objectContaining({ mirror: 'TOLD', providerComparable: 'b@example.com' })]);
  });

  it('follows what the provider changed itself, which is not verified', () => {
    const held = ours({ verifiedAt: new Date(0) });
    const { records } = mergeContacts([held], [theirs({ value: 'c@example.com' })]);
    expect(records).toEqual([
      expect.objectContaining({ value: 'c@example.com', verifiedAt: null, source: 'PROVIDER' }),
    ]);
    const after = mergeContacts([changedHere], [theirs({ value: 'c@example.com' })]);
    expect(after.records.map(({ value }) => value)).toEqual(['c@example.com']);
  });

  it('knows what moved to another place', () => {
    const verified = ours({ verifiedAt: new Date(0) });
    const { records } = mergeContacts([verified], [theirs({ value: 'c@example.com' }), theirs({ id: '2' })]);
    expect(records.map(({ value, verifiedAt }) => [value, verifiedAt])).toEqual([
      ['a@example.com', new Date(0)],
      ['c@example.com', null],
    ]);
  });

  it('drops what the provider dropped, and keeps what was added here', () => {
    const added = ours({
      id: '2',
      value: 'd@example.com',
      comparable: 'd@example.com',
      source: 'APP',
      isPrimary: false,
    });
    const { records, dropped } = mergeContacts([ours(), { ...added, providerId: null, mirror: 'KEPT_HERE' }], []);
    expect(dropped.map(({ id }) => id)).toEqual(['1']);
    expect(records).toEqual([expect.objectContaining({ id: '2', isPrimary: true })]);
  });

  it('does not take in again what was removed, until the provider has forgotten it', () => {
    const removed = ours({ removedAt: new Date(0), isPrimary: false, mirror: 'KEPT_HERE' });
    expect(mergeContacts([removed], [theirs()]).records).toEqual([expect.objectContaining({ removedAt: new Date(0) })]);
    expect(mergeContacts([removed], []).dropped).toHaveLength(1);
    expect(mergeContacts([{ ...removed, mirror: 'PENDING' }], []).dropped).toEqual([]);
  });

  it('ends: a second merge finds nothing to do, one primary of a kind, every value once', () => {
    const value = fc.constantFrom('a@x.com', 'A@x.com', 'b@x.com', 'dirt', ' ', '+5522999990001');
    const contact = fc.record({
      kind: fc.constantFrom('EMAIL' as const, 'PHONE' as const),
      id: fc.constantFrom('1', '2', '3'),
      value,
      type: fc.constantFrom('MOBILE' as const, 'WORK' as const),
      primary: fc.boolean(),
    });
    const found = fc.uniqueArray(contact, { selector: ({ kind, id }) => `${kind}|${id}` });
    fc.assert(
      fc.property(found, found, (before, after) => {
        let made = 0;
        const named = (records: readonly ContactRecord[]) =>
          records.map((record) => ({ ...record, id: record.id ?? `new-${++made}` }));
        const held = named(mergeContacts([], before).records);
        const merged = named(mergeContacts(held, after).records);
        expect(mergeContacts(merged, after).changed).toBe(false);
        for (const kind of ['EMAIL', 'PHONE']) {
          const ofKind = merged.filter((record) => record.kind === kind);
          expect(ofKind.filter(({ isPrimary }) => isPrimary)).toHaveLength(Math.min(1, ofKind.length));
          expect(new Set(ofKind.map(({ comparable }) => comparable)).size).toBe(ofKind.length);
        }
      }),
    );
  });
});
