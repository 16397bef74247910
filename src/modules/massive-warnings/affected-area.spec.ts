import { describe, expect, it } from '@jest/globals';
import type { ServedContract } from '../contracts/contract-places.service.js';
import { type AffectedArea, affectedKeys, keysOfContract } from './affected-area.js';

const NOTHING: AffectedArea = { whole_network: false, cities: [], districts: [], contracts: [], olt: null };
const CONTRACT: ServedContract = { contractId: '7', city: 'SAO CARLOS', district: 'CENTRO' };

const touches = (area: Partial<AffectedArea>, contract = CONTRACT): boolean => {
  const keys = new Set(affectedKeys({ ...NOTHING, ...area }));
  return keysOfContract(contract).some((key) => keys.has(key));
};

describe('an affected area', () => {
  it.each<Partial<AffectedArea>>([
    { whole_network: true },
    { cities: ['Ibaté', 'são  carlos'] },
    { districts: [{ city: 'São Carlos', district: 'centro' }] },
    { contracts: ['8', '7'] },
  ])('touches a contract by %j', (area) => {
    expect(touches(area)).toBe(true);
  });

  it.each<Partial<AffectedArea>>([
    {},
    { cities: ['São'] },
    // The same district of another city, and another district of the city.
    { districts: [{ city: 'Ibaté', district: 'Centro' }] },
    { districts: [{ city: 'São Carlos', district: 'Vila Prado' }] },
    { contracts: ['77'] },
    { olt: '7' },
  ])('leaves it alone by %j', (area) => {
    expect(touches(area)).toBe(false);
  });

  it('finds a contract of an unknown place by itself and with the whole network only', () => {
    const unknown = { ...CONTRACT, city: null, district: null };
    expect(touches({ contracts: ['7'] }, unknown)).toBe(true);
    expect(touches({ whole_network: true }, unknown)).toBe(true);
    expect(touches({ cities: ['São Carlos'] }, unknown)).toBe(false);
    expect(touches({ districts: [{ city: 'São Carlos', district: 'Centro' }] }, { ...CONTRACT, district: null })).toBe(
      false,
    );
  });

  it('has each key once', () => {
    expect(affectedKeys({ ...NOTHING, cities: ['Ibaté', 'IBATE'] })).toEqual(['city:IBATE']);
  });
});
