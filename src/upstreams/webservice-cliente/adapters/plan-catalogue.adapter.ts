import { Injectable } from '@nestjs/common';
import {
  type CataloguePlan,
  type CatalogueQuestion,
  PlanCataloguePort,
} from '../../../modules/products/plan-catalogue.port.js';
import { normaliseWord } from '../../core/fields.js';
import { listCities } from '../operations/addresses.js';
import { listContractTypes, listTechnologies } from '../operations/contract-sales.js';
import { listPlansForSale } from '../operations/sales-catalogue.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';

/** What is sold is the same for everybody, and changes seldom. */
const CATALOGUE = { owner: 'shared', cache: { ttlMs: 1_800_000, staleIfErrorMs: 86_400_000 } } as const;

@Injectable()
export class PlanCatalogueAdapter extends PlanCataloguePort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async plans({ service, contractKind, person, city, state }: CatalogueQuestion): Promise<readonly CataloguePlan[]> {
    const [technologies, kinds, cities] = await Promise.all([
      this.erp.call(listTechnologies, {}, CATALOGUE),
      this.erp.call(listContractTypes, {}, CATALOGUE),
      this.erp.call(listCities, { path: { uf: state.toUpperCase() }, query: {} }, CATALOGUE),
    ]);
    const kindId = kinds.value.find(({ name }) => isNamed(name, contractKind))?.id;
    const cityId = cities.value.find(({ name }) => isNamed(name, city))?.id;
    if (kindId === undefined || cityId === undefined) return [];
    const sold = await Promise.all(
      technologies.value
        .filter((technology) => isNamed(technology.service, service))
        .map(({ id }) =>
          this.erp.call(
            listPlansForSale,
            {
              path: {
                idTecnologia: id,
                idTipoContrato: kindId,
                tipoPessoa: person === 'natural' ? 'PessoaFisica' : 'PessoaJuridica',
                idCidade: cityId,
              },
            },
            CATALOGUE,
          ),
        ),
    );
    return sold
      .flatMap(({ value }) => value)
      .map((plan) => ({
        id: plan.id,
        name: plan.description ?? plan.id,
        technology: plan.technology,
        service: plan.service,
        priceCents: plan.usesPriceTable ? null : plan.priceCents,
        speedLabel: plan.network?.speed ?? null,
      }));
  }
}

const isNamed = (name: string | null, wanted: string): boolean =>
  name !== null && normaliseWord(name) === normaliseWord(wanted);
