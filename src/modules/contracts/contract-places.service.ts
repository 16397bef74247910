import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { PinoLogger } from 'nestjs-pino';
import { atMost } from '../../common/growing-cache.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { comparableName } from '../audience/comparable-name.js';
import { type ContractPlace, CustomerFactsService } from '../audience/customer-facts.service.js';
import type { ContractStatus } from './contracts.port.js';
import { ContractsService } from './contracts.service.js';

/** A contract and where it is served, in the form of `comparableName` and as far as it is known. */
export type ServedContract = Pick<ContractPlace, 'contractId' | 'city' | 'district'>;

/** What a caller waits for the provider; what comes later is kept for the next one. */
const PATIENCE_MS = 1_500;
/** After this a place is read again: contracts move. */
const FRESH_FOR_MS = 30 * 86_400_000;
/** What could not be read is not asked for again before this. */
const RETRY_AFTER_MS = 300_000;
const REMEMBERED = 50_000;
const MOST_AT_ONCE = 5;

const CANCELLED = comparableName('CANCELADO' satisfies ContractStatus);

/**
 * Where customers' contracts are served. Content is chosen by what is known of that here; this is the one place that
 * asks the provider when nothing is: once for each contract, never for each request.
 */
@Injectable()
export class ContractPlaces {
  /** The latest attempts to read what was missing; whoever comes meanwhile waits for the same one. */
  private readonly attempts = new LRUCache<string, Promise<void>>({ ...atMost(REMEMBERED), ttl: RETRY_AFTER_MS });

  constructor(
    private readonly contracts: ContractsService,
    private readonly facts: CustomerFactsService,
    private readonly ledger: OwnershipLedger,
    private readonly logger: PinoLogger,
  ) {}

  /**
   * The customer's contracts that are not cancelled, or one of them, each with its place as far as it is known or can
   * be read within a moment. A provider that does not answer is no failure: the places stay unknown.
   * @param contractId one that is the customer's
   */
  async of(customerId: string, contractId?: string): Promise<ServedContract[]> {
    const known = await this.facts.places(customerId, contractId);
    if (known.length > 0 && missingOf(known).length === 0) return known.filter(isStanding);
    const waiting = new AbortController();
    await Promise.race([
      this.learn(customerId, contractId, known),
      delay(PATIENCE_MS, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
    const learnt = await this.facts.places(customerId, contractId);
    if (learnt.length > 0) return learnt.filter(isStanding);
    const ids = contractId === undefined ? await this.ledger.list(customerId, 'contract') : [contractId];
    return ids.map((id) => ({ contractId: id, city: null, district: null }));
  }

  private async learn(customerId: string, contractId: string | undefined, known: ContractPlace[]): Promise<void> {
    let contracts = known;
    if (contracts.length === 0) {
      await this.once(customerId, () => this.contracts.contractsOf(customerId));
      contracts = await this.facts.places(customerId, contractId);
    }
    const reading = missingOf(contracts)
      .slice(0, MOST_AT_ONCE)
      .map(({ contractId: id }) => this.once(`${customerId}|${id}`, () => this.contracts.details(customerId, id)));
    await Promise.all(reading);
  }

  private once(key: string, read: () => Promise<unknown>): Promise<void> {
    const earlier = this.attempts.get(key);
    if (earlier !== undefined) return earlier;
    const attempt = read().then(
      () => undefined,
      (error: unknown) => this.logger.warn({ err: error }, 'the place of a contract is not known'),
    );
    this.attempts.set(key, attempt);
    return attempt;
  }
}

const isStanding = ({ status }: ContractPlace): boolean => status !== CANCELLED;

const missingOf = (contracts: readonly ContractPlace[]): ContractPlace[] =>
  contracts
    .filter(isStanding)
    .filter(({ placeLearntAt }) => placeLearntAt === null || Date.now() - placeLearntAt.getTime() > FRESH_FOR_MS);
