import { Inject, Injectable } from '@nestjs/common';
import {
  AddressRegisterPort,
  type Condominium,
  type PostalCodeFinding,
  type RegisterEntry,
} from '../../../modules/coverage/address-register.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { type ErpSalesConfig, erpSalesConfig } from '../erp-sales.config.js';
import {
  findAddressByPostalCode,
  listCities,
  listCondominiums,
  listConnectMasterCondominiums,
  listDistricts,
  listStreets,
} from '../operations/addresses.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

/** Registers belong to nobody and change seldom. */

@Injectable()
export class AddressRegisterAdapter extends AddressRegisterPort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpSalesConfig.token) private readonly config: ErpSalesConfig,
  ) {
    super();
  }

  async findByPostalCode(postalCode: string): Promise<PostalCodeFinding> {
    try {
      const { value } = await this.erp.call(findAddressByPostalCode, { path: { cep: postalCode } }, ERP_REGISTER);
      if (value.found === 'several') return value;
      return { found: 'one', street: { id: value.address.id, postalCode: value.address.postalCode } };
    } catch (error) {
      if (saysUnknown(error)) return { found: 'none' };
      throw error;
    }
  }

  async cities(state: string, postalCode: string): Promise<readonly RegisterEntry[]> {
    const { value } = await this.erp.call(
      listCities,
      { path: { uf: state }, query: { cep: postalCode } },
      ERP_REGISTER,
    );
    return value.map(({ id, name }) => ({ id, name }));
  }

  async districts(cityId: string, postalCode: string): Promise<readonly RegisterEntry[]> {
    const { value } = await this.erp.call(
      listDistricts,
      { path: { idCidade: cityId }, query: { cep: postalCode } },
      ERP_REGISTER,
    );
    return value;
  }

  async streets(districtId: string, postalCode: string): Promise<readonly RegisterEntry[]> {
    const { value } = await this.erp.call(
      listStreets,
      { path: { idBairro: districtId }, query: { cep: postalCode } },
      ERP_REGISTER,
    );
    return value.map(({ id, kind, name }) => ({ id, name: kind === null ? name : `${kind} ${name}` }));
  }

  async condominiums(streetId: string, houseNumber: string): Promise<readonly Condominium[]> {
    const path = { idEndereco: streetId, numero: houseNumber };
    try {
      if (!this.config.connectMaster) {
        const { value } = await this.erp.call(listCondominiums, { path }, ERP_REGISTER);
        return value.map((row) => ({ ...row, blocks: [] }));
      }
      const { value } = await this.erp.call(listConnectMasterCondominiums, { path }, ERP_REGISTER);
      return value.map(({ id, name, number, kind, blocks }) => ({
        id,
        name,
        number,
        kind,
        // Viability is asked for by `idBloco`, which a row may leave to its own id.
        blocks: blocks.map((block) => ({ id: block.blockId ?? block.id, name: block.name })),
      }));
    } catch (error) {
      if (saysUnknown(error)) return [];
      throw error;
    }
  }
}

const saysUnknown = (error: unknown): boolean => error instanceof UpstreamError && error.kind === 'not-found';
