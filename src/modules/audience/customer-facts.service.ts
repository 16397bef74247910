import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { parseDocument } from '../../common/brazil/document.js';
import { atMost } from '../../common/growing-cache.js';
import { type CustomerFacts, STRANGER } from './audience-target.js';
import { AudienceTargets } from './audience-targets.service.js';
import { comparableName } from './comparable-name.js';

/** A contract as it was just read from the provider. */
export interface LearntContract {
  readonly id: string;
  readonly plan: string | null;
  readonly status: string;
}

export interface LearntPlace {
  readonly city: string | null;
  readonly district: string | null;
}

/** Where a contract is served, as its status in the form of `comparableName`. */
export interface ContractPlace extends LearntPlace {
  readonly contractId: string;
  readonly status: string;
  /** When something of it was last learnt. */
  readonly learntAt: Date;
  /** When its address was last read; null as long as nobody read it. */
  readonly placeLearntAt: Date | null;
}

const REMEMBERED = 20_000;

const factRow = z.object({
  customer_id: z.string(),
  document: z.string(),
  cities: z.array(z.string()),
  plans: z.array(z.string()),
  statuses: z.array(z.string()),
});
const placeRow = z.object({
  contract_id: z.string(),
  status: z.string(),
  learnt_at: z.date(),
  city: z.string().nullable(),
  district: z.string().nullable(),
  place_learnt_at: z.date().nullable(),
});

const SELECT_FACTS = `
  SELECT account.id AS customer_id, account.document,
         coalesce(array_agg(DISTINCT fact.city) FILTER (WHERE fact.city IS NOT NULL), '{}') AS cities,
         coalesce(array_agg(DISTINCT fact.plan) FILTER (WHERE fact.plan IS NOT NULL), '{}') AS plans,
         coalesce(array_agg(DISTINCT fact.status) FILTER (WHERE fact.status IS NOT NULL), '{}') AS statuses
    FROM customer_account AS account
         LEFT JOIN customer_contract_fact AS fact
           ON fact.customer_id = account.id AND ($2::text IS NULL OR fact.contract_id = $2)
   WHERE account.id = ANY ($1)
   GROUP BY account.id`;

const LEARN_CONTRACTS = `
  WITH learnt AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::text[]) AS learnt (contract_id, plan, status)
  ), gone AS (
    DELETE FROM customer_contract_fact
     WHERE customer_id = $1 AND contract_id <> ALL ($2::text[])
  )
  INSERT INTO customer_contract_fact AS known (customer_id, contract_id, plan, status)
  SELECT $1, contract_id, plan, status FROM learnt
  ON CONFLICT (customer_id, contract_id) DO UPDATE
     SET plan = excluded.plan, status = excluded.status, learnt_at = now()`;

/** An address that names no place leaves the place that was known. */
const LEARN_PLACE = `
  UPDATE customer_contract_fact
     SET city = CASE WHEN $3::boolean THEN $4 ELSE city END,
         district = CASE WHEN $3::boolean THEN $5 ELSE district END,
         learnt_at = now(), place_learnt_at = now()
   WHERE customer_id = $1 AND contract_id = $2`;

/** What the driver answers to an UPDATE: its rows, and how many it changed. */
const updated = z.tuple([z.array(z.unknown()), z.number()]);

/**
 * What is known here of customers, learnt whenever the provider is asked for something else: choosing content asks
 * nobody.
 */
@Injectable()
export class CustomerFactsService {
  /** What was written last: the same contracts are read on every screen. */
  private readonly written = new LRUCache<string, string>({ ...atMost(REMEMBERED), ttl: 300_000 });

  constructor(
    private readonly manager: EntityManager,
    private readonly targets: AudienceTargets,
  ) {}

  /** @param contractId one of the customer's contracts, to know of no other; undefined for all of them */
  async of(customerId: string, contractId?: string): Promise<CustomerFacts> {
    return (await this.read([customerId], contractId)).get(customerId) ?? STRANGER;
  }

  /** Of many customers, by their ids; one whose account is gone is left out. */
  ofMany(customerIds: readonly string[]): Promise<ReadonlyMap<string, CustomerFacts>> {
    return this.read(customerIds, undefined);
  }

  /** Where the customer's contracts are served, or one of them; a contract whose address nobody read has no place yet. */
  async places(customerId: string, contractId?: string): Promise<ContractPlace[]> {
    const rows = await this.manager.query<unknown>(
      `SELECT contract_id, status, learnt_at, city, district, place_learnt_at FROM customer_contract_fact
        WHERE customer_id = $1 AND ($2::text IS NULL OR contract_id = $2)`,
      [customerId, contractId ?? null],
    );
    return z
      .array(placeRow)
      .parse(rows)
      .map(({ contract_id, learnt_at, place_learnt_at, ...place }) => ({
        contractId: contract_id,
        learntAt: learnt_at,
        placeLearntAt: place_learnt_at,
        ...place,
      }));
  }

  /** Keeps a complete list of the customer's contracts; what is not in it is forgotten. */
  async learnContracts(customerId: string, contracts: readonly LearntContract[]): Promise<void> {
    const plans = contracts.map(({ plan }) => (plan === null ? null : comparableName(plan)));
    const statuses = contracts.map(({ status }) => comparableName(status));
    const parameters = [contracts.map(({ id }) => id), plans, statuses];
    await this.unlessWritten(customerId, parameters, async () => {
      await this.manager.query(LEARN_CONTRACTS, [customerId, ...parameters]);
      return true;
    });
  }

  /**
   * Keeps where a contract is served, once the contract itself is known.
   * @param place null when the address that was read names none
   */
  async learnPlace(customerId: string, contractId: string, place: LearntPlace | null): Promise<void> {
    const names = [place?.city ?? null, place?.district ?? null];
    const parameters = [place !== null, ...names.map((name) => (name === null ? null : comparableName(name)))];
    await this.unlessWritten(`${customerId}|${contractId}`, parameters, async () => {
      const answer = await this.manager.query<unknown>(LEARN_PLACE, [customerId, contractId, ...parameters]);
      return updated.parse(answer)[1] > 0;
    });
  }

  private async read(
    customerIds: readonly string[],
    contractId: string | undefined,
  ): Promise<ReadonlyMap<string, CustomerFacts>> {
    const rows = await this.manager.query<unknown>(SELECT_FACTS, [customerIds, contractId ?? null]);
    return new Map(
      z
        .array(factRow)
        .parse(rows)
        .map(({ customer_id, document: text, ...facts }) => {
          const document = parseDocument(text);
          const documentHash = document === undefined ? null : this.targets.documentHash(document);
          return [customer_id, { documentHash, ...facts }];
        }),
    );
  }

  private async unlessWritten(
    key: string,
    parameters: readonly unknown[],
    write: () => Promise<boolean>,
  ): Promise<void> {
    const wanted = JSON.stringify(parameters);
    if (this.written.get(key) === wanted) return;
    if (await write()) this.written.set(key, wanted);
  }
}
