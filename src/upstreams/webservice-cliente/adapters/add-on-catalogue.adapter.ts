import { Injectable } from '@nestjs/common';
import { type AddOn, AddOnCataloguePort } from '../../../modules/products/add-on-catalogue.port.js';
import type { CatalogueQuestion } from '../../../modules/products/plan-catalogue.port.js';
import type { AnswerOf } from '../../core/operation.js';
import { listTelevisionChannels, listTelevisionPackages, listVoicePackages } from '../operations/contract-extras.js';
import { listPackagesForSale } from '../operations/sales-catalogue.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { isNamed, salesPlaceOf } from './sales-place.js';
import { ERP_REGISTER } from './erp-register.js';

type Package = AnswerOf<typeof listPackagesForSale>[number];
type PackagedPlan = Package['plans'][number];

@Injectable()
export class AddOnCatalogueAdapter extends AddOnCataloguePort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async planPackages({ service, ...named }: CatalogueQuestion): Promise<readonly AddOn[]> {
    const place = await salesPlaceOf(this.erp, named);
    if (place === undefined) return [];
    const sold = await this.erp.call(
      listPackagesForSale,
      { path: { idTipoContrato: place.kindId, idCidade: place.cityId } },
      ERP_REGISTER,
    );
    return sold.value
      .filter(({ plans }) => plans.some((plan) => isNamed(plan.service, service)))
      .map(({ id, description, plans }) => ({
        id,
        name: description ?? id,
        priceCents: priceOf(plans),
        parts: plans.flatMap((plan) => plan.description ?? []),
      }));
  }

  async television(): Promise<readonly AddOn[]> {
    const [packages, channels] = await Promise.all([
      this.erp.call(listTelevisionPackages, {}, ERP_REGISTER),
      this.erp.call(listTelevisionChannels, {}, ERP_REGISTER),
    ]);
    return [
      ...packages.value.map((row) => ({
        id: `package-${row.id}`,
        name: row.name ?? row.id,
        priceCents: row.priceCents,
        parts: row.channels.flatMap(({ name }) => name ?? []),
      })),
      ...channels.value
        .filter(({ soldAlone }) => soldAlone)
        .map((row) => ({ id: `channel-${row.id}`, name: row.name ?? row.id, priceCents: row.priceCents, parts: [] })),
    ];
  }

  async voice(): Promise<readonly AddOn[]> {
    const { value } = await this.erp.call(listVoicePackages, {}, ERP_REGISTER);
    return value.map((row) => ({
      id: row.id,
      name: row.name ?? row.id,
      priceCents: row.priceCents,
      parts: row.quotas.map(({ minutes, callKind }) => `${minutes} minutos${callKind === null ? '' : ` ${callKind}`}`),
    }));
  }
}

/** The sum of its plans less their discounts; unknown when one of them is. */
function priceOf(plans: readonly PackagedPlan[]): number | null {
  let sum = 0;
  for (const plan of plans) {
    if (plan.priceCents === null || plan.usesPriceTable) return null;
    const discount = plan.discountCents ?? Math.round((plan.priceCents * (plan.discountPercent ?? 0)) / 100);
    sum += Math.max(0, plan.priceCents - discount);
  }
  return sum;
}
