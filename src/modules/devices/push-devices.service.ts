import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';

/** An installation of the app that can get pushes. */
export interface PushDevice {
  readonly id: string;
  /** Null while nobody is logged in. */
  readonly customerId: string | null;
  readonly platform: 'ios' | 'android';
  readonly appVersion: string;
}

/** Where a push goes to, as of now. */
export interface PushAddress {
  readonly token: string;
  readonly customerId: string | null;
}

/** Which devices; what is left out does not limit. */
export interface PushDeviceChoice {
  readonly customerIds?: readonly string[];
  readonly platforms?: readonly ('ios' | 'android')[];
}

const deviceRows = z.array(
  z
    .object({
      id: z.string(),
      customer_id: z.string().nullable(),
      platform: z.enum(['ios', 'android']),
      app_version: z.string(),
    })
    .transform(({ id, customer_id, platform, app_version }): PushDevice => ({
      id,
      customerId: customer_id,
      platform,
      appVersion: app_version,
    })),
);
const addressRows = z.array(z.object({ id: z.string(), push_token: z.string(), customer_id: z.string().nullable() }));
const countRow = z.tuple([z.object({ count: z.number() })]);

const CHOSEN = `push_token IS NOT NULL
   AND ($1::uuid[] IS NULL OR customer_id = ANY ($1)) AND ($2::text[] IS NULL OR platform = ANY ($2))`;

/** Installations as pushes are sent to them. */
@Injectable()
export class PushDevices {
  constructor(private readonly manager: EntityManager) {}

  /**
   * The next devices of a choice in the order of their ids, which is no order of anything else.
   * @param previous the last one of the page before; null for the first page
   */
  async page(
    { customerIds, platforms }: PushDeviceChoice,
    previous: string | null,
    most: number,
    manager: EntityManager = this.manager,
  ): Promise<PushDevice[]> {
    const rows: unknown = await manager.query(
      `SELECT id, customer_id, platform, app_version FROM device
        WHERE ${CHOSEN} AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [customerIds ?? null, platforms ?? null, previous, most],
    );
    return deviceRows.parse(rows);
  }

  async count({ customerIds, platforms }: PushDeviceChoice): Promise<number> {
    const rows: unknown = await this.manager.query(`SELECT count(*)::integer AS count FROM device WHERE ${CHOSEN}`, [
      customerIds ?? null,
      platforms ?? null,
    ]);
    return countRow.parse(rows)[0].count;
  }

  /** By device id; a device that has no token any more is left out. */
  async addresses(deviceIds: readonly string[]): Promise<ReadonlyMap<string, PushAddress>> {
    const rows: unknown = await this.manager.query(
      'SELECT id, push_token, customer_id FROM device WHERE id = ANY ($1) AND push_token IS NOT NULL',
      [deviceIds],
    );
    return new Map(
      addressRows
        .parse(rows)
        .map(({ id, push_token, customer_id }) => [id, { token: push_token, customerId: customer_id }]),
    );
  }

  /** Forgets tokens that the push service called dead; one that a device replaced meanwhile is another token. */
  async forgetTokens(tokens: readonly string[]): Promise<void> {
    // In the order in which a starting app locks rows, so that the two never wait for each other.
    await this.manager.query(
      `UPDATE device SET push_token = NULL, push_token_at = NULL
        WHERE id IN (SELECT id FROM device WHERE push_token = ANY ($1) ORDER BY id FOR UPDATE)
          AND push_token = ANY ($1)`,
      [tokens],
    );
  }
}
