import { Injectable } from '@nestjs/common';
import type { CircuitWord } from './circuit-breakers.js';
import type { UpstreamErrorKind } from './upstream-error.js';

export interface OperationCounters {
  calls: number;
  cacheHits: number;
  staleAnswers: number;
  retries: number;
  drift: number;
  failures: Partial<Record<UpstreamErrorKind, number>>;
  totalMilliseconds: number;
  maxMilliseconds: number;
}

/** Counters per operation id; ids are ours, so no label ever holds personal data. */
@Injectable()
export class UpstreamMetrics {
  private readonly counters = new Map<string, OperationCounters>();
  private readonly systems = new Map<string, () => ReadonlyMap<string, CircuitWord>>();

  /** Makes a system known, and where the states of its circuits are read, by operation id. */
  announce(systemId: string, circuits: () => ReadonlyMap<string, CircuitWord>): void {
    this.systems.set(systemId, circuits);
  }

  of(operationId: string): OperationCounters {
    let counters = this.counters.get(operationId);
    if (counters === undefined) {
      counters = {
        calls: 0,
        cacheHits: 0,
        staleAnswers: 0,
        retries: 0,
        drift: 0,
        failures: {},
        totalMilliseconds: 0,
        maxMilliseconds: 0,
      };
      this.counters.set(operationId, counters);
    }
    return counters;
  }

  failed(operationId: string, kind: UpstreamErrorKind): void {
    const { failures } = this.of(operationId);
    failures[kind] = (failures[kind] ?? 0) + 1;
  }

  took(operationId: string, milliseconds: number): void {
    const counters = this.of(operationId);
    counters.totalMilliseconds += milliseconds;
    counters.maxMilliseconds = Math.max(counters.maxMilliseconds, milliseconds);
  }

  /** States of the circuits of every system that is called from here, by the system's id and the operation's. */
  circuits(): ReadonlyMap<string, ReadonlyMap<string, CircuitWord>> {
    return new Map([...this.systems].map(([systemId, circuits]) => [systemId, circuits()]));
  }

  snapshot(): ReadonlyMap<string, Readonly<OperationCounters>> {
    return this.counters;
  }
}
