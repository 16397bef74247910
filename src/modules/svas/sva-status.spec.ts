import { describe, expect, it } from '@jest/globals';
import { svaStatus, type SvaSituation } from './sva-status.js';

const NOTHING: SvaSituation = { served: false, linkUsed: false, activation: undefined };

describe('svaStatus', () => {
  it.each<[Partial<SvaSituation>, string]>([
    [{}, 'AVAILABLE'],
    [{ served: true }, 'ACTIVE'],
    [{ served: true, activation: 'sending' }, 'ACTIVE'],
    [{ linkUsed: true }, 'ACTIVE'],
    [{ linkUsed: true, activation: 'done' }, 'ACTIVE'],
    [{ linkUsed: true, activation: 'sending' }, 'PENDING_ACTIVATION'],
    [{ activation: 'sending' }, 'PENDING_ACTIVATION'],
    [{ activation: 'done' }, 'PENDING_ACTIVATION'],
  ])('of %j is %s', (situation, expected) => {
    expect(svaStatus({ ...NOTHING, ...situation })).toBe(expected);
  });
});
