import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { isPlainDate, toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ForcedPasswordUpdate, type ForcedUpdate } from '../auth/forced-password-update.port.js';
import type { ForcePasswordUpdateDto, SetForcePasswordUpdateDto } from './force-password-update.dto.js';
import { FORCE_PASSWORD_UPDATE, Parameters } from './parameters.service.js';

const storedSchema = z.object({
  enabled: z.boolean(),
  since: z.iso.datetime({ offset: true }).nullable(),
  min_app_version: z.string().nullable(),
  grace_until: z.string().refine(isPlainDate).nullable(),
  message: z.string().nullable(),
});

const OFF: ForcePasswordUpdateDto = {
  enabled: false,
  since: null,
  min_app_version: null,
  grace_until: null,
  message: null,
};

/** The provider's order to all customers to change their passwords: a public parameter of a fixed shape. */
@Injectable()
export class ForcePasswordUpdateSwitch extends ForcedPasswordUpdate {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parameters: Parameters,
  ) {
    super();
  }

  /** As it was set; off when nobody set it. */
  async read(): Promise<ForcePasswordUpdateDto> {
    return asStored(await this.parameters.valueOf(FORCE_PASSWORD_UPDATE));
  }

  async current(): Promise<ForcedUpdate | undefined> {
    const { enabled, since, grace_until } = await this.read();
    if (!enabled || since === null) return undefined;
    const deadline = grace_until !== null && isPlainDate(grace_until) ? grace_until : null;
    return { since: new Date(since), deadline };
  }

  /**
   * Gives, changes or ends the order. It counts from when it was given: changing its text asks nobody twice.
   *
   * @throws Problem VALIDATION_ERROR for a day that is none.
   */
  async set(adminId: string, wanted: SetForcePasswordUpdateDto): Promise<ForcePasswordUpdateDto> {
    const graceUntil = wanted.grace_until ?? null;
    if (graceUntil !== null && !isPlainDate(graceUntil)) {
      throw new Problem(problems.validation, {
        invalidFields: [{ field: 'grace_until', message: 'grace_until must be a day such as 2027-01-31' }],
      });
    }
    return this.dataSource.transaction(async (manager) => {
      const before = asStored(await this.parameters.valueOf(FORCE_PASSWORD_UPDATE, manager));
      const since = before.enabled ? before.since : toSaoPauloInstant(new Date());
      const value: ForcePasswordUpdateDto = {
        enabled: wanted.enabled,
        since: wanted.enabled ? since : null,
        min_app_version: wanted.min_app_version ?? null,
        grace_until: graceUntil,
        message: wanted.message ?? null,
      };
      await this.parameters.put(manager, adminId, {
        key: FORCE_PASSWORD_UPDATE,
        kind: 'OBJECT',
        value,
        public: true,
        description: 'Orders every customer to change the password',
      });
      return value;
    });
  }
}

/** A value that an older release left in another shape orders nothing. */
const asStored = (value: unknown): ForcePasswordUpdateDto => storedSchema.safeParse(value).data ?? OFF;
