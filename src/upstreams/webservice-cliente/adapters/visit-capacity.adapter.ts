import { Injectable } from '@nestjs/common';
import type {
  FreeSlot,
  ServiceOrderHolder,
  ServiceOrderType,
} from '../../../modules/service-orders/service-orders.port.js';
import { VisitCapacityPort, type VisitPlace } from '../../../modules/service-orders/visit-capacity.port.js';
import { normaliseWord } from '../../core/fields.js';
import { listCities } from '../operations/addresses.js';
import { listContractTypes, listTechnologies } from '../operations/contract-sales.js';
import { contractOnly, readContract } from '../operations/contracts.js';
import { listCustomerAddresses } from '../operations/customer-records.js';
import { listAvailableDays } from '../operations/technical-agenda.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { erpKindOf, slotsOf } from './service-order-words.js';
import { ERP_REGISTER } from './erp-register.js';

/** Registers change when the provider does; addresses when a customer moves. */

/** Room in the ERP's agenda by technology, kind of contract and city. */
@Injectable()
export class VisitCapacityAdapter extends VisitCapacityPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async placeOf(holder: ServiceOrderHolder, contractId: string): Promise<VisitPlace | undefined> {
    const [technologies, types, contract] = await Promise.all([
      this.erp.call(listTechnologies, {}, ERP_REGISTER),
      this.erp.call(listContractTypes, {}, ERP_REGISTER),
      this.erp.call(readContract, contractOnly(contractId), { owner: holder.id, cache: ERP_REGISTER.cache }),
    ]);
    const technologyId = idByName(technologies.value, contract.value.technology);
    const contractTypeId = idByName(types.value, contract.value.kind);
    const cityId = await this.cityIdOf(holder, contract.value.addresses[0]);
    if (technologyId === undefined || contractTypeId === undefined || cityId === undefined) return undefined;
    return { technologyId, contractTypeId, cityId };
  }

  async slots(type: ServiceOrderType, place: VisitPlace): Promise<FreeSlot[]> {
    const { value } = await this.erp.call(
      listAvailableDays,
      {
        path: {
          tipoServico: erpKindOf(type),
          idTecnologia: place.technologyId,
          idCidade: place.cityId,
          idTipoContrato: place.contractTypeId,
        },
      },
      { owner: 'shared' },
    );
    return slotsOf(value);
  }

  /** A contract tells its city by name; its id stands in the customer's addresses, or in the register of the state. */
  private async cityIdOf(
    holder: ServiceOrderHolder,
    address: { readonly city: string | null; readonly state: string | null } | undefined,
  ): Promise<string | undefined> {
    if (address?.city == null) return undefined;
    const city = normaliseWord(address.city);
    const addresses = await this.erp.call(
      listCustomerAddresses,
      { path: { idCliente: holder.erpCustomerId } },
      { owner: holder.id, cache: ERP_REGISTER.cache },
    );
    const known = addresses.value.find((row) => row.city !== null && normaliseWord(row.city) === city)?.cityId;
    if (known != null) return known;
    if (address.state === null || !/^[A-Z]{2}$/.test(address.state)) return undefined;
    const cities = await this.erp.call(listCities, { path: { uf: address.state }, query: {} }, ERP_REGISTER);
    return idByName(cities.value, address.city);
  }
}

function idByName(
  rows: readonly { readonly id: string; readonly name: string | null }[],
  name: string | null,
): string | undefined {
  if (name === null) return undefined;
  const wanted = normaliseWord(name);
  return rows.find((row) => row.name !== null && normaliseWord(row.name) === wanted)?.id;
}
