import type { Answered } from '../../common/http/answered.js';
import { currentRequestScope, runInRequestScope } from '../../common/http/request-scope.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { Contract } from '../contracts/contracts.port.js';
import type { CustomerBill } from '../finance/customer-bills.port.js';
import type { HomeSectionId } from './home-sections.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import type { SectionType } from './section-registry.js';

/** One customer who opens Home. What several sections need is read once, whichever asks first. */
export interface HomeVisit {
  readonly customerId: string;
  /** Chosen in the app; undefined for all contracts. */
  readonly contractId: string | undefined;
  readonly app: AppCaller;
  readonly builder: ScreenBuilder;
  contracts(): Promise<Answered<Contract[]>>;
  bills(): Promise<Answered<CustomerBill[]>>;
  /** Contracts whose overdue bills can be negotiated. */
  negotiable(): Promise<ReadonlySet<string>>;
}

/** A section of Home: says what it shows, and may take its time and fail without touching the others. */
export abstract class HomeSection<T extends SectionType> {
  abstract readonly id: HomeSectionId;
  abstract readonly type: T;
  /** What the section is called when it cannot be shown. */
  abstract readonly title: string;
  abstract read(visit: HomeVisit): Promise<SectionContent<T>>;
}

/** Reads at the first call, within the time of the request and not of the section that happens to ask first. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  const scope = currentRequestScope();
  let reading: Promise<T> | undefined;
  return () => (reading ??= scope === undefined ? read() : runInRequestScope(scope, read));
}
