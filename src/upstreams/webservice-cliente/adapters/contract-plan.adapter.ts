import { Injectable } from '@nestjs/common';
import { documentKind } from '../../../common/brazil/document.js';
import type { Answered } from '../../../common/http/answered.js';
import {
  type ContractPlan,
  ContractPlanPort,
  type ListedPlan,
  type PlanHolder,
} from '../../../modules/contracts/contract-plan.port.js';
import { normaliseWord } from '../../core/fields.js';
import type { Operation, RequestInput, RequestSchemas } from '../../core/operation.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { listCities } from '../operations/addresses.js';
import {
  findCoverageArea,
  listContractTypes,
  listPlanSpeeds,
  listTechnologies,
  readPlanPrice,
} from '../operations/contract-sales.js';
import { contractOnly, readContract, readContractDetails } from '../operations/contracts.js';
import { listPlansForSale } from '../operations/sales-catalogue.js';
import type { AnswerOf } from '../../core/operation.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { ERP_REGISTER } from './erp-register.js';

const CONTRACT_CACHE = { ttlMs: 300_000, staleIfErrorMs: 3_600_000 };

type ErpContract = AnswerOf<typeof readContract>;

@Injectable()
export class ContractPlanAdapter extends ContractPlanPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async read(holder: PlanHolder, contractId: string): Promise<Answered<ContractPlan>> {
    const options = { owner: holder.id, cache: CONTRACT_CACHE };
    const [contract, dates] = await Promise.all([
      this.erp.call(readContract, contractOnly(contractId), options),
      this.erp.call(readContractDetails, { path: { idContrato: contractId } }, options).catch(() => undefined),
    ]);
    const { value } = contract;
    return {
      ...contract,
      value: {
        plan: value.plan,
        service: value.service,
        priceCents: value.priceCents,
        loyaltyEndsOn: dates?.value.loyaltyEndsOn ?? null,
        // The table only adds to the contract: without it the plan is still worth showing.
        listed: await this.listed(value, holder).catch((error: unknown) => {
          if (error instanceof UpstreamError) return null;
          throw error;
        }),
      },
    };
  }

  /** The plan in the table that sellers use, found by the names that a contract prints. */
  private async listed(contract: ErpContract, holder: PlanHolder): Promise<ListedPlan | null> {
    const [address] = contract.addresses;
    const state = address?.state;
    if (state == null || !/^[A-Z]{2}$/.test(state)) return null;
    const [cities, types, technologies] = await Promise.all([
      this.register(listCities, { path: { uf: state }, query: {} }),
      this.register(listContractTypes, {}),
      this.register(listTechnologies, {}),
    ]);
    const city = cities.find(({ name }) => sameName(name, address?.city));
    const type = types.find(({ name }) => sameName(name, contract.kind));
    const technology = technologies.find(({ name }) => sameName(name, contract.technology));
    if (city === undefined || type === undefined || technology === undefined) return null;
    const person = documentKind(holder.document) === 'cpf' ? 'PessoaFisica' : 'PessoaJuridica';
    const plans = await this.register(listPlansForSale, {
      path: { idTecnologia: technology.id, idTipoContrato: type.id, tipoPessoa: person, idCidade: city.id },
    });
    const plan = plans.find(({ description }) => sameName(description, contract.plan));
    if (plan === undefined) return null;
    const withoutTable = { downloadKbps: null, uploadKbps: null, priceCents: plan.priceCents };
    if (!plan.usesPriceTable) return withoutTable;
    const area = await this.register(findCoverageArea, { path: { idCidade: city.id } });
    const place = { idPlano: plan.id, idTipoContrato: type.id, idAreaCobertura: area.id, tipoPessoa: person } as const;
    const speeds = await this.register(listPlanSpeeds, { body: place });
    const speed = speeds.length === 1 ? speeds[0] : speeds.find(({ name }) => sameName(name, plan.network?.speed));
    if (speed === undefined) return withoutTable;
    const price = await this.register(readPlanPrice, { body: { ...place, idVelocidade: speed.id } });
    return { downloadKbps: speed.downloadKbps, uploadKbps: speed.uploadKbps, priceCents: price.priceCents };
  }

  /** Registers are the same for everybody. */
  private async register<R extends RequestSchemas, A>(operation: Operation<R, A>, input: RequestInput<R>): Promise<A> {
    const { value } = await this.erp.call(operation, input, ERP_REGISTER);
    return value;
  }
}

const sameName = (left: string | null, right: string | null | undefined): boolean =>
  left !== null && right != null && normaliseWord(left) === normaliseWord(right);
