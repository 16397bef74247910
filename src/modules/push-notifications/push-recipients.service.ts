import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isForAudience } from '../audience/audience-match.js';
import { type AudienceTarget, STRANGER } from '../audience/audience-target.js';
import { CustomerFactsService } from '../audience/customer-facts.service.js';
import { type PushDevice, type PushDeviceChoice, PushDevices } from '../devices/push-devices.service.js';
import { Consents } from '../privacy/consents.service.js';
import type { PushCategory } from './push-message.js';

/** Which devices a campaign is for. */
export interface RecipientChoice {
  readonly category: PushCategory;
  /** One of the two. */
  readonly customerIds?: readonly string[];
  readonly segment?: AudienceTarget;
}

export interface RecipientPage {
  readonly devices: readonly PushDevice[];
  /** The last device that was looked at; null when there was none left. */
  readonly last: string | null;
}

/** Devices looked at to estimate; ids are random, so the first ones are as good as any. */
const SAMPLE = 20_000;
const SAMPLE_PAGE = 2_000;

/** The devices a campaign is for, by what is known here. */
@Injectable()
export class PushRecipients {
  constructor(
    private readonly devices: PushDevices,
    private readonly facts: CustomerFactsService,
    private readonly consents: Consents,
  ) {}

  /** Looks at the next devices after `previous`, and gives those that the campaign is for. */
  async page(
    choice: RecipientChoice,
    previous: string | null,
    most: number,
    manager?: EntityManager,
  ): Promise<RecipientPage> {
    const looked = await this.devices.page(devicesOf(choice), previous, most, manager);
    const last = looked.at(-1)?.id ?? null;
    const fitting = await this.fitting(looked, choice.segment);
    return { devices: choice.category === 'MARKETING' ? await this.consenting(fitting) : fitting, last };
  }

  /** How many devices a campaign is for: exactly of few, by a sample of many. */
  async estimate(choice: RecipientChoice): Promise<number> {
    const all = await this.devices.count(devicesOf(choice));
    let [looked, matched] = [0, 0];
    for (let previous: string | null = null; looked < SAMPLE && looked < all; looked += SAMPLE_PAGE) {
      const page: RecipientPage = await this.page(choice, previous, SAMPLE_PAGE);
      if (page.last === null) break;
      matched += page.devices.length;
      previous = page.last;
    }
    return looked >= all ? matched : Math.round((matched / looked) * all);
  }

  private async fitting(devices: readonly PushDevice[], segment?: AudienceTarget): Promise<readonly PushDevice[]> {
    if (segment === undefined) return devices;
    const facts = asksForFacts(segment) ? await this.facts.ofMany(customersOf(devices)) : undefined;
    return devices.filter(({ customerId, platform, appVersion }) =>
      isForAudience(segment, facts?.get(customerId ?? '') ?? STRANGER, { platform, version: appVersion }),
    );
  }

  private async consenting(devices: readonly PushDevice[]): Promise<PushDevice[]> {
    const granted = await this.consents.grantedAmong(customersOf(devices), 'MARKETING_PUSH');
    return devices.filter(({ customerId }) => customerId !== null && granted.has(customerId));
  }
}

const devicesOf = ({ customerIds, segment }: RecipientChoice): PushDeviceChoice => ({
  ...(customerIds && { customerIds }),
  ...(segment?.platforms && { platforms: segment.platforms }),
});

const asksForFacts = ({ document_hashes, cities, plans, statuses }: AudienceTarget): boolean =>
  [document_hashes, cities, plans, statuses].some((wanted) => wanted !== undefined);

const customersOf = (devices: readonly PushDevice[]): string[] => [
  ...new Set(devices.flatMap(({ customerId }) => customerId ?? [])),
];
