import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { withinMilliseconds } from '../../../common/http/request-scope.js';
import { staleness } from '../../../common/http/staleness.js';
import type { StalenessDto } from '../../../common/http/staleness.dto.js';
import { Problem } from '../../../common/problem/problem.js';
import type { AppCaller } from '../../audience/app-caller.js';
import { isForAudience } from '../../audience/audience-match.js';
import { comparableName } from '../../audience/comparable-name.js';
import { CustomerFactsService } from '../../audience/customer-facts.service.js';
import { capabilitiesOf, type ContractCapability } from '../../contracts/contract-capabilities.js';
import { type Contract, contractStatuses } from '../../contracts/contracts.port.js';
import { ContractsService } from '../../contracts/contracts.service.js';
import { MenuItemBook } from './menu-item-book.service.js';
import type { MenuDto, ShortcutCardsDto } from './navigation.dto.js';
import { toNavigationDto } from './navigation-answers.js';
import type { NavigationEntity } from './navigation.entity.js';
import { ShortcutCardBook } from './shortcut-card-book.service.js';

/** What the provider may take to say which contracts there are, before what is known here must do. */
const PATIENCE_MS = 1_500;
const MOST_DETAILS = 5;

type Situation = Pick<Contract, 'status' | 'service' | 'technology'>;

interface Shown<Row> extends StalenessDto {
  readonly rows: readonly Row[];
}

interface Allowance extends StalenessDto {
  readonly allowed: ReadonlySet<ContractCapability>;
}

/** The menu and the shortcuts as customers see them: only what is for them, and what their contracts allow. */
@Injectable()
export class Navigation {
  constructor(
    private readonly menuItems: MenuItemBook,
    private readonly cards: ShortcutCardBook,
    private readonly contracts: ContractsService,
    private readonly facts: CustomerFactsService,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(Navigation.name);
  }

  /**
   * The first entry to be shown first. Never fails for want of the provider.
   * @param contractId one of the customer's contracts; undefined for all of them
   */
  async menuFor(customerId: string, contractId: string | undefined, app: AppCaller): Promise<MenuDto> {
    const { rows, ...stale } = await this.shown(await this.menuItems.open(), customerId, contractId, app);
    return { items: rows.map((row) => ({ ...toNavigationDto(row), section: row.section })), ...stale };
  }

  /** As `menuFor`. */
  async cardsFor(customerId: string, contractId: string | undefined, app: AppCaller): Promise<ShortcutCardsDto> {
    const { rows, ...stale } = await this.shown(await this.cards.open(), customerId, contractId, app);
    return { items: rows.map((row) => ({ ...toNavigationDto(row), image_url: row.imageUrl })), ...stale };
  }

  private async shown<Row extends NavigationEntity>(
    open: readonly Row[],
    customerId: string,
    contractId: string | undefined,
    app: AppCaller,
  ): Promise<Shown<Row>> {
    if (open.length === 0) return { rows: [] };
    const needed = new Set(open.flatMap(({ requiredCapability }) => requiredCapability ?? []));
    const { allowed, ...stale } =
      needed.size === 0 ? { allowed: NOTHING } : await this.allowedBy(customerId, contractId, needed);
    // After the contracts, whose reading also brings up to date what is known of the customer.
    const facts = await this.facts.of(customerId, contractId);
    const rows = open.filter(
      ({ target, requiredCapability }) =>
        (requiredCapability === null || allowed.has(requiredCapability)) && isForAudience(target, facts, app),
    );
    return { rows, ...stale };
  }

  private async allowedBy(
    customerId: string,
    contractId: string | undefined,
    needed: ReadonlySet<ContractCapability>,
  ): Promise<Allowance> {
    try {
      return await withinMilliseconds(PATIENCE_MS, () => this.allowedByProvider(customerId, contractId, needed));
    } catch (error) {
      if (error instanceof Problem) throw error;
      this.logger.warn({ err: error }, 'the menu goes by what is known here of the contracts');
      const known = await this.facts.places(customerId, contractId);
      // Nothing at all is known before the first reading of the contracts: then there is paying.
      if (known.length === 0) return { allowed: union([situationOf('UNKNOWN')]), stale: true };
      const learnt = new Date(Math.min(...known.map(({ learntAt }) => learntAt.getTime())));
      return { allowed: union(known.map(({ status }) => situationOf(status))), ...staleness(learnt) };
    }
  }

  private async allowedByProvider(
    customerId: string,
    contractId: string | undefined,
    needed: ReadonlySet<ContractCapability>,
  ): Promise<Allowance> {
    const { value, staleSince } = await this.contracts.contractsOf(customerId);
    const chosen = contractId === undefined ? value : value.filter(({ id }) => id === contractId);
    const listed = union(chosen);
    const undecided = chosen
      .filter((contract) =>
        couldAllow(contract).some((capability) => needed.has(capability) && !listed.has(capability)),
      )
      .slice(0, MOST_DETAILS);
    const detailed = await Promise.all(
      // What cannot be read now cannot be done now either.
      undecided.map(({ id }) => this.contracts.details(customerId, id).catch(() => ({ capabilities: [] }))),
    );
    const allowed = new Set([...listed, ...detailed.flatMap(({ capabilities }) => capabilities)]);
    return { allowed, ...staleness(staleSince) };
  }
}

const NOTHING: ReadonlySet<ContractCapability> = new Set();

/** The most that a contract can turn out to allow: the list does not tell what some of them are, their details do. */
const couldAllow = ({ status, service, technology }: Contract): ContractCapability[] =>
  service === null || technology === null ? capabilitiesOf({ status, service: 'INTERNET', technology: 'FIBRA' }) : [];

const union = (situations: readonly Situation[]): ReadonlySet<ContractCapability> =>
  new Set(situations.flatMap(capabilitiesOf));

/** What only a working line of known technology allows cannot be done without the provider either. */
const situationOf = (status: string): Situation => ({
  status: contractStatuses.find((known) => comparableName(known) === status) ?? 'UNKNOWN',
  service: null,
  technology: null,
});
