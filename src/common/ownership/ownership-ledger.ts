import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { In, Not, Repository } from 'typeorm';
import { atMost } from '../growing-cache.js';
import type { OwnedKind, OwnedResource } from './owned.decorator.js';
import { OwnedResourceEntity } from './owned-resource.entity.js';

const REMEMBERED = 50_000;
// Bounds how long another instance may still honour what a customer no longer owns.
const REMEMBERED_FOR_MS = 300_000;

// Bounds how long an id that another instance recorded outlives a list without it.
const COMPLETE_FOR_MS = 60_000;

export interface ResourceToRecord {
  readonly id: string;
  readonly contractId?: string;
}

/**
 * Which contracts, bills and orders belong to which customer. Every id that a customer is shown is recorded here when
 * it is shown, so that checking one costs no upstream call and a foreign id reaches nobody.
 */
@Injectable()
export class OwnershipLedger {
  /** Recorded pairs: most requests record or check what was recorded a moment ago. */
  private readonly known = new LRUCache<string, OwnedResource>({ ...atMost(REMEMBERED), ttl: REMEMBERED_FOR_MS });

  /** Complete lists as they were replaced last: most are the same again, and every screen reads one. */
  private readonly complete = new LRUCache<string, string>({ ...atMost(REMEMBERED), ttl: COMPLETE_FOR_MS });

  constructor(@InjectRepository(OwnedResourceEntity) private readonly resources: Repository<OwnedResourceEntity>) {}

  /** The customer's resource, or undefined when it is not theirs as far as we ever showed. */
  async find(customerId: string, kind: OwnedKind, id: string): Promise<OwnedResource | undefined> {
    const key = keyOf(customerId, kind, id);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const row = await this.resources.findOneBy({ customerId, kind, resourceId: id });
    if (row === null) return undefined;
    const resource = { kind, id, contractId: row.contractId ?? undefined };
    this.known.set(key, resource);
    return resource;
  }

  /** Every id of a kind that the customer owns. */
  async list(customerId: string, kind: OwnedKind): Promise<string[]> {
    const rows = await this.resources.findBy({ customerId, kind });
    return rows.map(({ resourceId }) => resourceId);
  }

  /** Whoever was shown an id as their own; usually one. */
  async ownersOf(kind: OwnedKind, id: string): Promise<string[]> {
    const rows = await this.resources.findBy({ kind, resourceId: id });
    return rows.map(({ customerId }) => customerId);
  }

  /** Of many ids, who was shown them as their own; an id that nobody was shown is left out. */
  async owners(
    kind: OwnedKind,
    ids: readonly string[],
  ): Promise<{ readonly id: string; readonly customerId: string }[]> {
    const rows = await this.resources.findBy({ kind, resourceId: In(ids) });
    return rows.map(({ resourceId, customerId }) => ({ id: resourceId, customerId }));
  }

  /** Adds what was just read from the provider as the customer's own. */
  async record(customerId: string, kind: OwnedKind, found: readonly ResourceToRecord[]): Promise<void> {
    const fresh = found.filter(({ id, contractId }) => {
      const known = this.known.get(keyOf(customerId, kind, id));
      return known === undefined || known.contractId !== contractId;
    });
    if (fresh.length === 0) return;
    this.complete.delete(listOf(customerId, kind));
    await this.resources.upsert(
      fresh.map(({ id, contractId }) => ({ customerId, kind, resourceId: id, contractId: contractId ?? null })),
      ['customerId', 'kind', 'resourceId'],
    );
    for (const { id, contractId } of fresh) this.known.set(keyOf(customerId, kind, id), { kind, id, contractId });
  }

  /** As `record`, for a complete list: what is no longer in it is no longer the customer's. */
  async replace(customerId: string, kind: OwnedKind, found: readonly ResourceToRecord[]): Promise<void> {
    await this.record(customerId, kind, found);
    const ids = found.map(({ id }) => id);
    const list = listOf(customerId, kind);
    const content = ids.toSorted().join();
    if (this.complete.get(list) === content) return;
    const gone = await this.resources.findBy({ customerId, kind, resourceId: Not(In(ids)) });
    if (gone.length > 0) {
      await this.resources.delete({ customerId, kind, resourceId: In(gone.map(({ resourceId }) => resourceId)) });
      for (const { resourceId } of gone) this.known.delete(keyOf(customerId, kind, resourceId));
    }
    this.complete.set(list, content);
  }
}

const listOf = (customerId: string, kind: OwnedKind): string => `${customerId}|${kind}`;

const keyOf = (customerId: string, kind: OwnedKind, id: string): string => `${customerId}|${kind}|${id}`;
