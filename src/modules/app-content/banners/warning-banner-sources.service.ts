import { Injectable } from '@nestjs/common';
import type { AppCaller } from '../../audience/app-caller.js';

/** The gravest first. */
export const warningBannerSeverities = ['CRITICAL', 'WARNING', 'INFO'] as const;
export type WarningBannerSeverity = (typeof warningBannerSeverities)[number];

/** Where warnings come from; of two that are equally grave, that of the earlier source comes first. */
export const warningBannerKinds = ['BLOCKING', 'MASSIVE', 'NOTICE'] as const;
export type WarningBannerKind = (typeof warningBannerKinds)[number];

export interface WarningBannerAction {
  /** Text of the button; null where the whole banner is one. */
  readonly label: string | null;
  /** `NAVIGATE`: the path of a screen of this API. `DEEPLINK`: a screen of the app. `OPEN_URL`: an https address. */
  readonly type: 'NAVIGATE' | 'DEEPLINK' | 'OPEN_URL';
  readonly value: string;
}

/** Something a customer is warned of. */
export interface WarningBanner {
  /** The same as long as it is the same warning; unique among those of its source. */
  readonly id: string;
  readonly severity: WarningBannerSeverity;
  readonly title: string;
  readonly body: string | null;
  readonly imageUrl: string | null;
  readonly actions: readonly WarningBannerAction[];
  /** Whether the customer may put it away. */
  readonly dismissible: boolean;
  /** Null when it is not known, as the end. */
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

/** Whom warnings are asked for. */
export interface WarnedCustomer {
  readonly customerId: string;
  /** One of the customer's contracts; undefined for all of them. */
  readonly contractId: string | undefined;
  readonly app: AppCaller;
}

/** One place that warnings come from. */
export interface WarningBannerSource {
  readonly kind: WarningBannerKind;
  /** In the order they are shown. A source that fails takes nothing from the others. */
  warningsFor(customer: WarnedCustomer): Promise<readonly WarningBanner[]>;
}

/** Every place that warnings come from; a module registers its own when it starts. */
@Injectable()
export class WarningBannerSources {
  private readonly sources = new Map<WarningBannerKind, WarningBannerSource>();

  register(source: WarningBannerSource): void {
    if (this.sources.has(source.kind)) throw new Error(`warnings "${source.kind}" are registered already`);
    this.sources.set(source.kind, source);
  }

  /** In the order of `warningBannerKinds`. */
  all(): readonly WarningBannerSource[] {
    return warningBannerKinds.flatMap((kind) => this.sources.get(kind) ?? []);
  }
}
