import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What became of a source's records when a customer asked to be forgotten. */
export interface ErasureAnswer {
  readonly erased: number;
  readonly kept: number;
  /** Why some are kept, for the customer to read: the law that says so. Present exactly when some are. */
  readonly reason?: string;
}

/** One place where something is held about customers. */
export interface PersonalDataSource {
  /** Stable, `subject` or `subject.part`. */
  readonly name: string;
  /** In Portuguese, for the customer. */
  readonly title: string;
  /** Everything that is held about the customer, snake_case; no secrets and none of our own book-keeping. */
  export(customerId: string): Promise<object[]>;
  /** Within the transaction that erases everywhere or nowhere. */
  erase(customerId: string, manager: EntityManager): Promise<ErasureAnswer>;
}

/** Every place where something is held about customers; a module registers its own when it starts. */
@Injectable()
export class PersonalDataSources {
  private readonly sources = new Map<string, PersonalDataSource>();

  register(source: PersonalDataSource): void {
    if (this.sources.has(source.name)) throw new Error(`personal data "${source.name}" is registered already`);
    this.sources.set(source.name, source);
  }

  all(): readonly PersonalDataSource[] {
    return [...this.sources.values()];
  }
}
