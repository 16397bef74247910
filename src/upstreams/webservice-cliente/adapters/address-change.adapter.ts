import { Inject, Injectable } from '@nestjs/common';
import {
  AddressChangePort,
  type AddressHolder,
  type NewAddress,
  type RegisteredAddress,
} from '../../../modules/address-change/address-change.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { type ErpRegistersConfig, erpRegistersConfig } from '../erp-registers.config.js';
import { findAddressByPostalCode } from '../operations/addresses.js';
import { listCustomerAddresses, registerCustomerAddress } from '../operations/customer-records.js';
import { listServices } from '../operations/finance-registers.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

@Injectable()
export class AddressChangeAdapter extends AddressChangePort {
  constructor(
    private readonly erp: WebserviceClienteClient,
    @Inject(erpRegistersConfig.token) private readonly registers: ErpRegistersConfig,
  ) {
    super();
  }

  async addresses(holder: AddressHolder): Promise<RegisteredAddress[]> {
    return (await this.rows(holder)).map((row) => ({
      streetId: row.streetId,
      number: row.number,
      complement: row.complement,
      forInstallation: row.purpose === 'INSTALACAO',
      place: placeOf(row.latitude, row.longitude),
    }));
  }

  async fee(holder: AddressHolder, postalCode: string | undefined): Promise<number> {
    const named = postalCode === undefined ? undefined : await this.cityOf(postalCode);
    const cityId = named ?? (await this.rows(holder)).find((row) => row.cityId)?.cityId;
    if (cityId == null) return 0;
    const { companyId, addressChangeServiceId } = this.registers;
    const { value: services } = await this.erp.call(
      listServices,
      { path: { idCidade: cityId, idEmpresa: companyId } },
      ERP_REGISTER,
    );
    return services.find(({ id }) => id === addressChangeServiceId)?.priceCents ?? 0;
  }

  async register(holder: AddressHolder, address: NewAddress): Promise<'registered' | 'refused' | 'uncertain'> {
    const { registrantId, addressClassificationId, condominiumClassificationId } = this.registers;
    const { condominiumId } = address;
    try {
      await this.erp.call(
        registerCustomerAddress,
        {
          body: {
            idUsuario: registrantId,
            idCliente: holder.erpCustomerId,
            idEndereco: address.streetId,
            numero: address.number,
            tipoEndereco: 'INSTALACAO',
            idClassificacaoEndereco: condominiumId === null ? addressClassificationId : condominiumClassificationId,
            ...(address.complement === null ? {} : { complemento: address.complement }),
            ...(address.reference === null ? {} : { referencia: address.reference }),
            ...(condominiumId === null ? {} : { idCondominio: condominiumId }),
          },
        },
        { owner: holder.id },
      );
      return 'registered';
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.kind === 'uncertain') return 'uncertain';
      if (error.kind === 'rejected' || error.kind === 'not-found') return 'refused';
      throw error;
    }
  }

  private async rows({ id, erpCustomerId }: AddressHolder) {
    const { value } = await this.erp.call(listCustomerAddresses, { path: { idCliente: erpCustomerId } }, { owner: id });
    return value;
  }

  /** Undefined for a postal code that several streets share. */
  private async cityOf(postalCode: string): Promise<string | undefined> {
    const { value } = await this.erp.call(findAddressByPostalCode, { path: { cep: postalCode } }, ERP_REGISTER);
    return value.found === 'one' ? (value.address.cityId ?? undefined) : undefined;
  }
}

/** Degrees printed as text; an address that was never placed prints blanks or zeros. */
function placeOf(latitude: string | null, longitude: string | null): RegisteredAddress['place'] {
  const place = { latitude: Number(latitude ?? 0), longitude: Number(longitude ?? 0) };
  const known = Number.isFinite(place.latitude) && Number.isFinite(place.longitude);
  return known && (place.latitude !== 0 || place.longitude !== 0) ? place : null;
}
