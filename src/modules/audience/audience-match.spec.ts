import { describe, expect, it } from '@jest/globals';
import type { AppCaller } from './app-caller.js';
import { isForAudience } from './audience-match.js';
import { type AudienceTarget, type CustomerFacts, STRANGER } from './audience-target.js';
import { appVersionSortKey } from '../app-settings/app-version-number.js';

const CUSTOMER: CustomerFacts = {
  documentHash: 'hash',
  cities: ['IBATE', 'SAO CARLOS'],
  plans: ['FIBRA 500'],
  statuses: ['HABILITADO'],
};
const APP: AppCaller = { platform: 'iOS', version: '3.10.0' };
const key = (version: string): string => appVersionSortKey(version) ?? '';

describe('isForAudience', () => {
  it('takes everybody when nothing is asked for', () => {
    expect(isForAudience({}, STRANGER, { platform: undefined, version: undefined })).toBe(true);
  });

  it.each<AudienceTarget>([
    { document_hashes: ['other', 'hash'] },
    { cities: ['SAO CARLOS'], plans: ['FIBRA 500'], statuses: ['HABILITADO'] },
    { platforms: ['ios'] },
    { min_version_key: key('3.9'), max_version_key: key('3.10') },
  ])('takes whoever meets %j', (target) => {
    expect(isForAudience(target, CUSTOMER, APP)).toBe(true);
  });

  it.each<AudienceTarget>([
    { document_hashes: ['other'] },
    { cities: ['ARARAQUARA'] },
    { cities: ['SAO CARLOS'], plans: ['FIBRA 100'] },
    { platforms: ['android'] },
    { min_version_key: key('3.10.1') },
    { max_version_key: key('3.9.9') },
  ])('takes nobody else: %j', (target) => {
    expect(isForAudience(target, CUSTOMER, APP)).toBe(false);
  });

  it.each<AudienceTarget>([
    { document_hashes: ['hash'] },
    { cities: ['IBATE'] },
    { platforms: ['ios'] },
    { min_version_key: key('0') },
    { max_version_key: key('999') },
  ])('does not guess: %j', (target) => {
    expect(isForAudience(target, STRANGER, { platform: undefined, version: 'odd' })).toBe(false);
  });
});
