import { Injectable } from '@nestjs/common';
import { PopupShowingService } from '../popups/popup-showing.service.js';
import { HomeSection, type HomeVisit } from './home-visit.js';
import { read } from './screen-actions.js';
import type { SectionContent } from './screen-builder.js';

const SCREEN = 'HOME';

/** How many popups wait on Home; the app fetches them when it is ready to show one. */
@Injectable()
export class HomePopups extends HomeSection<'POPUP_COUNT'> {
  readonly id = 'popups';
  readonly type = 'POPUP_COUNT';
  readonly title = 'Avisos';

  constructor(private readonly popups: PopupShowingService) {
    super();
  }

  async read({ customerId, contractId, app }: HomeVisit): Promise<SectionContent<'POPUP_COUNT'>> {
    const waiting = await this.popups.select(customerId, { screen: SCREEN, contractId, app });
    const query = contractId === undefined ? '' : `&contractId=${contractId}`;
    return {
      state: waiting.length === 0 ? 'empty' : 'ok',
      data: { count: waiting.length, blocking: waiting.some(({ blocking }) => blocking) },
      actions: [read('POPUPS', 'Ver avisos', `/app/v1/popups?screen=${SCREEN}${query}`)],
    };
  }
}
