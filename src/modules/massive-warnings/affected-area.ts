import { comparableName } from '../audience/comparable-name.js';
import type { ServedContract } from '../contracts/contract-places.service.js';

export interface AffectedDistrict {
  readonly city: string;
  readonly district: string;
}

/** What a warning touches, as administrators wrote it. */
export interface AffectedArea {
  /** Everybody; the lists are empty then. */
  readonly whole_network: boolean;
  readonly cities: readonly string[];
  readonly districts: readonly AffectedDistrict[];
  /** Ids of contracts at the provider. */
  readonly contracts: readonly string[];
  /** The optical line terminal that is at fault: for the operators, customers are not matched by it. */
  readonly olt: string | null;
}

export const WHOLE_NETWORK = 'network';
export const cityKey = (city: string): string => `city:${comparableName(city)}`;
/** Of every district of a city. */
export const districtPrefix = (city: string): string => `district:${comparableName(city)}|`;
const districtKey = (city: string, district: string): string => `${districtPrefix(city)}${comparableName(district)}`;
const contractKey = (contractId: string): string => `contract:${contractId}`;

/** What a warning is found by: it touches a contract that has one of its keys. */
export const affectedKeys = ({ whole_network, cities, districts, contracts }: AffectedArea): string[] => [
  ...new Set([
    ...(whole_network ? [WHOLE_NETWORK] : []),
    ...cities.map(cityKey),
    ...districts.map(({ city, district }) => districtKey(city, district)),
    ...contracts.map(contractKey),
  ]),
];

/** The keys of one contract, by which warnings find it. */
export function keysOfContract({ contractId, city, district }: ServedContract): string[] {
  return [
    WHOLE_NETWORK,
    contractKey(contractId),
    ...(city === null ? [] : [cityKey(city)]),
    ...(city === null || district === null ? [] : [districtKey(city, district)]),
  ];
}
