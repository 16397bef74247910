import { Inject, Injectable } from '@nestjs/common';
import type { AppCaller } from '../audience/app-caller.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CustomerBillsService } from '../finance/customer-bills.service.js';
import { NegotiationsService } from '../finance/negotiation.service.js';
import type { HomeScreenDto } from './home-screen.dto.js';
import { homeSectionIds } from './home-sections.js';
import { HomeSection, type HomeVisit, once } from './home-visit.js';
import { KeptContents } from './kept-contents.js';
import { ScreenBuilders } from './screen-builders.service.js';
import { type ScreensConfig, screensConfig } from './screens.config.js';
import type { SectionType } from './section-registry.js';
import { SectionRunner } from './section-runner.service.js';

/** Injection token of every section of Home. */
export const HOME_SECTIONS = Symbol('HOME_SECTIONS');

/** Home: sections that are read side by side and answered together, none waiting for another. */
@Injectable()
export class HomeScreenService {
  private readonly sections: readonly {
    readonly section: HomeSection<SectionType>;
    readonly contents: KeptContents<SectionType>;
  }[];

  constructor(
    @Inject(HOME_SECTIONS) sections: readonly HomeSection<SectionType>[],
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly bills: CustomerBillsService,
    private readonly negotiations: NegotiationsService,
    private readonly builders: ScreenBuilders,
    private readonly runner: SectionRunner,
    @Inject(screensConfig.token) private readonly config: ScreensConfig,
  ) {
    this.sections = homeSectionIds.map((id) => {
      const section = sections.find((candidate) => candidate.id === id);
      if (section === undefined) throw new TypeError(`Home has no section ${id}`);
      return { section, contents: new KeptContents<SectionType>(config.kept) };
    });
  }

  async screen(customerId: string, contractId: string | undefined, app: AppCaller): Promise<HomeScreenDto> {
    // A token that outlived its account is refused as everywhere; from here on nothing fails as a whole.
    await this.accounts.get(customerId);
    const builder = this.builders.for('home', app);
    const visit: HomeVisit = {
      customerId,
      contractId,
      app,
      builder,
      contracts: once(() => this.contracts.contractsOf(customerId)),
      bills: once(() => this.bills.billsOf(customerId)),
      negotiable: once(() => this.negotiations.negotiable(customerId)),
    };
    // Content is chosen and built for the app that asks.
    const key = [customerId, contractId ?? '', builder.app.key].join('|');
    const sections = await Promise.all(
      this.sections.map(({ section, contents }) =>
        this.runner.run(builder, {
          id: section.id,
          type: section.type,
          title: section.title,
          budgetMs: this.config.homeSectionBudgetMs(section.id),
          keep: { contents, key },
          read: () => section.read(visit),
        }),
      ),
    );
    return builder.screen({ ttlSeconds: 60, refreshAfterSeconds: 60 }, sections);
  }
}
