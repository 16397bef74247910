import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { ContractPlaces, type ServedContract } from '../contracts/contract-places.service.js';
import { type AffectedDistrict, keysOfContract } from './affected-area.js';
import { type WarningKind, warningKinds, warningSeverities, type WarningSeverity } from './massive-warning.entity.js';
import { OPEN_STATES, type WarningState } from './warning-states.js';

/** An open warning, as it touches one customer. */
export interface WarningInForce {
  readonly id: string;
  readonly kind: WarningKind;
  readonly severity: WarningSeverity;
  /** For the customer to read, as the message. */
  readonly title: string;
  readonly message: string;
  readonly state: WarningState;
  /** Ahead for maintenance that is announced. */
  readonly startedAt: Date;
  readonly expectedEndAt: Date | null;
  readonly wholeNetwork: boolean;
  readonly cities: readonly string[];
  readonly districts: readonly AffectedDistrict[];
  /** Those of the customer's contracts that it touches. */
  readonly contracts: readonly string[];
}

export interface NoticeCount {
  readonly count: number;
  /** The gravest; null when there is none. */
  readonly highestSeverity: WarningSeverity | null;
}

/** Open, and not an information whose time is over. */
const IN_FORCE = `state IN (${OPEN_STATES.map((state) => `'${state}'`).join(', ')}) AND affected_keys && $1::text[]
   AND NOT (kind = 'INFORMATION' AND coalesce(expected_end_at <= now(), false))`;

/** Without the contracts of others: of the keys, only those that are the customer's. */
const SELECT_IN_FORCE = `
  SELECT id, kind, severity, title, message, state, started_at, expected_end_at,
         (affected->>'whole_network')::boolean AS whole_network, affected->'cities' AS cities,
         affected->'districts' AS districts,
         ARRAY(SELECT unnest(affected_keys) INTERSECT SELECT unnest($1::text[])) AS touched_by
    FROM massive_warning
   WHERE ${IN_FORCE}
   ORDER BY array_position($2::text[], severity), array_position($3::text[], kind), started_at DESC, id`;

const COUNT_IN_FORCE = `
  SELECT count(*)::integer AS count, ($2::text[])[min(array_position($2::text[], severity))] AS highest
    FROM massive_warning
   WHERE ${IN_FORCE}`;

const inForceRows = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(warningKinds),
    severity: z.enum(warningSeverities),
    title: z.string(),
    message: z.string(),
    state: z.enum(OPEN_STATES),
    started_at: z.date(),
    expected_end_at: z.date().nullable(),
    whole_network: z.boolean(),
    cities: z.array(z.string()),
    districts: z.array(z.object({ city: z.string(), district: z.string() })),
    touched_by: z.array(z.string()),
  }),
);
const countRow = z.tuple([z.object({ count: z.number(), highest: z.enum(warningSeverities).nullable() })]);

/** What customers are warned of. */
@Injectable()
export class MassiveWarnings {
  constructor(
    private readonly manager: EntityManager,
    private readonly places: ContractPlaces,
  ) {}

  /**
   * The open warnings that touch the customer, the gravest first; announced maintenance is among them.
   * @param contractId one of the customer's contracts, to know of no other; undefined for all of them
   */
  async inForce(customerId: string, contractId: string | undefined): Promise<WarningInForce[]> {
    const contracts = await this.places.of(customerId, contractId);
    const rows = inForceRows.parse(
      await this.manager.query<unknown>(SELECT_IN_FORCE, [keysOf(contracts), warningSeverities, warningKinds]),
    );
    return rows.map(({ started_at, expected_end_at, whole_network, touched_by, ...warning }) => ({
      ...warning,
      startedAt: started_at,
      expectedEndAt: expected_end_at,
      wholeNetwork: whole_network,
      contracts: contracts
        .filter((contract) => keysOfContract(contract).some((key) => touched_by.includes(key)))
        .map((contract) => contract.contractId),
    }));
  }

  /** How many `inForce` are, without reading them. */
  async count(customerId: string, contractId: string | undefined): Promise<NoticeCount> {
    const keys = keysOf(await this.places.of(customerId, contractId));
    const [{ count, highest }] = countRow.parse(
      await this.manager.query<unknown>(COUNT_IN_FORCE, [keys, warningSeverities]),
    );
    return { count, highestSeverity: highest };
  }
}

const keysOf = (contracts: readonly ServedContract[]): string[] => [...new Set(contracts.flatMap(keysOfContract))];
