import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { AppCaller } from '../audience/app-caller.js';
import type { CustomerFacts } from '../audience/audience-target.js';
import { CustomerFactsService } from '../audience/customer-facts.service.js';
import {
  RECORD_POPUP_VIEW,
  recordParameters,
  SELECT_POPUPS,
  SELECT_TIMES_TODAY,
  type SelectedPopup,
  selectionParameters,
} from './popup-selection.js';
import type { PopupViewAction } from './popup-view.entity.js';
import { type PopupsConfig, popupsConfig } from './popups.config.js';

export interface PopupOccasion {
  readonly screen: string;
  /** One of the customer's contracts, to choose by no other. */
  readonly contractId: string | undefined;
  readonly app: AppCaller;
}

/** What became of a record. */
export interface RecordedPopupView {
  /** How often it counted today, this one included. */
  readonly timesToday: number;
  /** Whether this one counted. */
  readonly counted: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const recordRows = z.array(z.object({ times: z.number().nullable() }));
const timesRows = z.array(z.object({ times: z.number() }));

/** Which popups a customer sees, and what the customer did with them. */
@Injectable()
export class PopupShowingService {
  constructor(
    private readonly manager: EntityManager,
    private readonly customers: CustomerFactsService,
    @Inject(popupsConfig.token) private readonly config: PopupsConfig,
  ) {}

  /** The popups to show now, the most important first. Asking counts as no showing. */
  async select(customerId: string, { screen, contractId, app }: PopupOccasion): Promise<SelectedPopup[]> {
    return this.selectFor(customerId, await this.customers.of(customerId, contractId), screen, app);
  }

  /** As `select`, for a customer of whom this is known. */
  async selectFor(customerId: string, facts: CustomerFacts, screen: string, app: AppCaller): Promise<SelectedPopup[]> {
    const { atOnce } = this.config;
    return this.manager.query<SelectedPopup[]>(
      SELECT_POPUPS,
      selectionParameters(customerId, facts, { screen, app, atOnce }),
    );
  }

  /**
   * Records what the customer did. A showing counts until the popup's caps are reached, anything else once a day.
   *
   * @throws Problem NOT_FOUND when there is no such popup for this customer.
   */
  async record(customerId: string, popupId: string, action: PopupViewAction): Promise<RecordedPopupView> {
    if (!UUID.test(popupId)) throw new Problem(problems.notFound);
    const facts = await this.customers.of(customerId);
    const parameters = recordParameters(customerId, facts, popupId, action);
    const [recorded] = recordRows.parse(await this.manager.query<unknown>(RECORD_POPUP_VIEW, parameters));
    if (recorded === undefined) throw new Problem(problems.notFound);
    if (recorded.times !== null) return { timesToday: recorded.times, counted: true };
    // Asked anew: what the record itself read may be older than the showings it lost to.
    const today = [customerId, popupId, action];
    const [known] = timesRows.parse(await this.manager.query<unknown>(SELECT_TIMES_TODAY, today));
    return { timesToday: known?.times ?? 0, counted: false };
  }
}
