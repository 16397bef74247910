import { Injectable } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Banners } from '../app-content/banners/banners.service.js';
import { Navigation } from '../app-content/menu/navigation.service.js';
import { MassiveWarnings } from '../massive-warnings/massive-warnings.service.js';
import { writtenActions } from './content-actions.js';
import { HomeSection, type HomeVisit } from './home-visit.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import { upstreamContent } from './upstream-content.js';

const PLACEMENT = 'HOME';

type Entry = Awaited<ReturnType<Navigation['menuFor']>>['items'][number];

@Injectable()
export class HomeWarnings extends HomeSection<'WARNING_LIST'> {
  readonly id = 'warnings';
  readonly type = 'WARNING_LIST';
  readonly title = 'Avisos da sua região';

  constructor(private readonly warnings: MassiveWarnings) {
    super();
  }

  async read({ customerId, contractId }: HomeVisit): Promise<SectionContent<'WARNING_LIST'>> {
    const inForce = await this.warnings.inForce(customerId, contractId);
    const [first] = inForce;
    return {
      state: first === undefined ? 'empty' : 'ok',
      data: {
        items: inForce.map((warning) => ({
          id: warning.id,
          kind: warning.kind,
          severity: warning.severity,
          title: warning.title,
          message: warning.message,
          started_at: toSaoPauloInstant(warning.startedAt),
          expected_end_at: warning.expectedEndAt === null ? null : toSaoPauloInstant(warning.expectedEndAt),
          contract_ids: [...warning.contracts],
        })),
      },
      ...(first === undefined ? {} : { text: { title: first.title, text: first.message } }),
    };
  }
}

@Injectable()
export class HomeShortcuts extends HomeSection<'SHORTCUTS'> {
  readonly id = 'shortcuts';
  readonly type = 'SHORTCUTS';
  readonly title = 'Atalhos';

  constructor(private readonly navigation: Navigation) {
    super();
  }

  async read({ customerId, contractId, app, builder }: HomeVisit): Promise<SectionContent<'SHORTCUTS'>> {
    const { items, as_of: asOf } = await this.navigation.cardsFor(customerId, contractId, app);
    const cards = items.flatMap((card) => {
      const entry = openEntry(card, builder);
      return entry === undefined ? [] : [{ ...entry, image_url: card.image_url }];
    });
    return upstreamContent({ data: { items: cards } }, instant(asOf), cards.length === 0);
  }
}

@Injectable()
export class HomeMenu extends HomeSection<'MENU'> {
  readonly id = 'menu';
  readonly type = 'MENU';
  readonly title = 'Menu';

  constructor(private readonly navigation: Navigation) {
    super();
  }

  async read({ customerId, contractId, app, builder }: HomeVisit): Promise<SectionContent<'MENU'>> {
    const { items, as_of: asOf } = await this.navigation.menuFor(customerId, contractId, app);
    const entries = items.flatMap((item) => {
      const entry = openEntry(item, builder);
      return entry === undefined ? [] : [{ ...entry, section: item.section }];
    });
    return upstreamContent({ data: { items: entries } }, instant(asOf), entries.length === 0);
  }
}

@Injectable()
export class HomeBanners extends HomeSection<'BANNERS'> {
  readonly id = 'banners';
  readonly type = 'BANNERS';
  readonly title = 'Novidades';

  constructor(private readonly banners: Banners) {
    super();
  }

  async read({ customerId, contractId, app, builder }: HomeVisit): Promise<SectionContent<'BANNERS'>> {
    const banners = await this.banners.forCustomer(customerId, contractId, app, PLACEMENT);
    return {
      state: banners.length === 0 ? 'empty' : 'ok',
      data: {
        items: banners.map((banner) => ({
          id: banner.id,
          title: banner.title,
          body: banner.body,
          image_url: banner.image_url,
          dismissible: banner.dismissible,
          action: builder.actions(writtenActions('OPEN', banner.title, banner.action))[0] ?? null,
        })),
      },
    };
  }
}

/** An entry whose way is open to the app; undefined for one that is not. */
function openEntry({ code, title, description, icon, action }: Entry | Omit<Entry, 'section'>, builder: ScreenBuilder) {
  const [open] = builder.actions(writtenActions(code, title, action));
  return open === undefined ? undefined : { code, title, description, icon, action: open };
}

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text));
