import { normaliseWord } from '../../core/fields.js';
import { listCities } from '../operations/addresses.js';
import { listContractTypes } from '../operations/contract-sales.js';
import type { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

/** Where and to whom something is sold, by the names that contracts print. */
export interface NamedSalesPlace {
  readonly contractKind: string;
  readonly city: string;
  /** Two letters. */
  readonly state: string;
}

/** The ids behind the names; undefined where the ERP's registers have no such names. */
export async function salesPlaceOf(
  erp: WebserviceClienteClient,
  { contractKind, city, state }: NamedSalesPlace,
): Promise<{ readonly kindId: string; readonly cityId: string } | undefined> {
  const [kinds, cities] = await Promise.all([
    erp.call(listContractTypes, {}, ERP_REGISTER),
    erp.call(listCities, { path: { uf: state.toUpperCase() }, query: {} }, ERP_REGISTER),
  ]);
  const kindId = kinds.value.find(({ name }) => isNamed(name, contractKind))?.id;
  const cityId = cities.value.find(({ name }) => isNamed(name, city))?.id;
  return kindId === undefined || cityId === undefined ? undefined : { kindId, cityId };
}

export const isNamed = (name: string | null, wanted: string): boolean =>
  name !== null && normaliseWord(name) === normaliseWord(wanted);
