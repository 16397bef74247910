import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { PopupAudiencePort } from './popup-audience.port.js';
import {
  type PopupDevice,
  RECORD_POPUP_VIEW,
  recordParameters,
  SELECT_POPUPS,
  type SelectedPopup,
  selectionParameters,
} from './popup-selection.js';
import type { PopupViewAction } from './popup-view.entity.js';
import { type PopupsConfig, popupsConfig } from './popups.config.js';

export interface PopupOccasion {
  readonly screen: string;
  /** One of the customer's contracts, to choose by no other. */
  readonly contractId: string | undefined;
  readonly device: PopupDevice;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which popups a customer sees, and what the customer did with them. */
@Injectable()
export class PopupShowingService {
  constructor(
    private readonly manager: EntityManager,
    private readonly audience: PopupAudiencePort,
    @Inject(popupsConfig.token) private readonly config: PopupsConfig,
  ) {}

  /** The popups to show now, the most important first. Asking counts as no showing. */
  async select(customerId: string, { screen, contractId, device }: PopupOccasion): Promise<SelectedPopup[]> {
    const facts = await this.audience.facts(customerId, contractId);
    const { atOnce } = this.config;
    return this.manager.query<SelectedPopup[]>(
      SELECT_POPUPS,
      selectionParameters(customerId, facts, { screen, device, atOnce }),
    );
  }

  /**
   * Records what the customer did.
   *
   * @returns how often it was recorded today.
   * @throws Problem NOT_FOUND when there is no such popup for this customer.
   */
  async record(customerId: string, popupId: string, action: PopupViewAction): Promise<number> {
    if (!UUID.test(popupId)) throw new Problem(problems.notFound);
    const facts = await this.audience.facts(customerId, undefined);
    const [view] = await this.manager.query<{ times: number }[]>(
      RECORD_POPUP_VIEW,
      recordParameters(customerId, facts, popupId, action),
    );
    if (view === undefined) throw new Problem(problems.notFound);
    return view.times;
  }
}
