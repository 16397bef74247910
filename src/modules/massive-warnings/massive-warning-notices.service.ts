import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { doubling, type Enqueue, WorkQueue } from '../../common/jobs/work-queue.js';
import { comparableName } from '../audience/comparable-name.js';
import { type CustomerNotification, CustomerNotifications } from '../messages/customer-notifications.service.js';
import { MassiveWarningEntity, type WarningKind } from './massive-warning.entity.js';
import { isOpen } from './warning-states.js';

const NOTICE_TOPIC = 'massive-warnings.notices';

/** Customers in one transaction. */
const BATCH = 200;
/** A push that comes later than this tells of the past. */
const PUSH_TTL_SECONDS = 6 * 3_600;

const payload = z.object({
  warning_id: z.uuid(),
  /** Of the warning's `notice_run`: a run that was replaced by another tells nobody any more. */
  run: z.string(),
  /** The last customer who was told; null at the beginning. */
  after: z.uuid().nullable(),
});
type Payload = z.infer<typeof payload>;

const customerRows = z.array(z.object({ customer_id: z.string() }));

/** The next customers who are touched, in the order of their ids; each arm is served by an index of its own. */
const SELECT_TOUCHED = `
  WITH fact AS NOT MATERIALIZED (
    SELECT * FROM customer_contract_fact
     WHERE status <> 'CANCELADO' AND ($1::uuid IS NULL OR customer_id > $1)
  )
  (SELECT customer_id FROM fact WHERE $2::boolean GROUP BY 1 ORDER BY 1 LIMIT $6)
  UNION
  (SELECT customer_id FROM fact WHERE city = ANY ($3::text[]) GROUP BY 1 ORDER BY 1 LIMIT $6)
  UNION
  (SELECT customer_id FROM fact
    WHERE (city, district) IN (SELECT place->>0, place->>1 FROM jsonb_array_elements($4::jsonb) AS place)
    GROUP BY 1 ORDER BY 1 LIMIT $6)
  UNION
  (SELECT customer_id FROM fact WHERE contract_id = ANY ($5::text[]) GROUP BY 1 ORDER BY 1 LIMIT $6)
  ORDER BY customer_id LIMIT $6`;

const RESOLVED: Readonly<Record<Exclude<WarningKind, 'INFORMATION'>, string>> = {
  OUTAGE:
    'A falha na sua região foi resolvida. Se a sua conexão ainda não voltou, reinicie o roteador e aguarde alguns minutos.',
  DEGRADATION:
    'A instabilidade na sua região foi resolvida. Se a sua conexão continua lenta, reinicie o roteador e aguarde alguns minutos.',
  PLANNED_MAINTENANCE:
    'A manutenção na sua região foi concluída. Se a sua conexão ainda não voltou, reinicie o roteador e aguarde alguns minutos.',
};

/**
 * Tells the customers a warning touches, as far as it is known where they are served: of its beginning, and of its
 * resolution. Batch by batch through the queue, each customer once however often a batch is repeated.
 */
@Injectable()
export class MassiveWarningNotices implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: WorkQueue,
    private readonly notifications: CustomerNotifications,
  ) {}

  onModuleInit(): void {
    this.queue.start<Payload>({
      topic: NOTICE_TOPIC,
      payload,
      concurrency: 1,
      timeoutMs: 60_000,
      maxAttempts: 10,
      backoffMs: doubling(2_000, 600_000),
      run: (batch, { signal }) => this.tell(batch, signal),
    });
  }

  /**
   * After a warning was written: takes in the telling of what is new about it, if anything is, in the same transaction.
   * Another text alone is not told again; a wider area is, to those who were not told before.
   */
  async plan(manager: EntityManager, row: MassiveWarningEntity): Promise<void> {
    const told = contentOf(row);
    if (told === undefined) {
      if (row.noticeRun !== null) await manager.update(MassiveWarningEntity, { id: row.id }, { noticeRun: null });
      return;
    }
    const area = createHash('sha256').update(JSON.stringify(row.affectedKeys)).digest('base64url').slice(0, 16);
    const purpose = `${told.phase}:${row.episode}:${area}`;
    if (row.noticeRun?.startsWith(`${purpose}@`) === true) return;
    const run = `${purpose}@${Date.now()}`;
    await manager.update(MassiveWarningEntity, { id: row.id }, { noticeRun: run });
    await this.enqueue({ warning_id: row.id, run, after: null }, manager);
  }

  private async tell({ warning_id: id, run, after }: Payload, signal: AbortSignal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const row = await manager.findOneBy(MassiveWarningEntity, { id, noticeRun: run });
      const told = row === null ? undefined : contentOf(row);
      if (row === null || told === undefined) return;
      const customers = await this.touched(manager, row, after);
      for (const customerId of customers) {
        signal.throwIfAborted();
        await this.notifications.notify(manager, { ...told.notification, customerId });
      }
      const last = customers.at(-1);
      if (customers.length === BATCH && last !== undefined) {
        await this.enqueue({ warning_id: id, run, after: last }, manager);
      }
    });
  }

  private async touched(
    manager: EntityManager,
    { affected }: MassiveWarningEntity,
    after: string | null,
  ): Promise<string[]> {
    const { whole_network, cities, districts, contracts } = affected;
    const rows = await manager.query<unknown>(SELECT_TOUCHED, [
      after,
      whole_network,
      cities.map(comparableName),
      JSON.stringify(districts.map(({ city, district }) => [comparableName(city), comparableName(district)])),
      contracts,
      BATCH,
    ]);
    return customerRows.parse(rows).map(({ customer_id }) => customer_id);
  }

  private async enqueue(batch: Payload, manager: EntityManager): Promise<void> {
    const options: Enqueue = { manager, dedupeKey: `${batch.warning_id}:${batch.run}:${batch.after ?? ''}` };
    await this.queue.enqueue(NOTICE_TOPIC, batch, options);
  }
}

interface Told {
  readonly phase: 'began' | 'resolved';
  readonly notification: Omit<CustomerNotification, 'customerId'>;
}

/** What there is to tell of a warning now. */
function contentOf({
  id,
  kind,
  severity,
  title,
  message,
  state,
  resolvedAt,
  notify,
  episode,
}: MassiveWarningEntity): Told | undefined {
  if (!notify) return undefined;
  const content = (phase: Told['phase'], texts: { title: string; body: string }): Told => ({
    phase,
    notification: {
      ...texts,
      kind: 'SERVICE',
      category: 'TRANSACTIONAL',
      dedupeKey: `massive-warning.${id}.${phase}.${episode}`,
      // Lesser ones are not worth a sound at night.
      push: severity === 'CRITICAL' || severity === 'MAJOR',
      ttlSeconds: PUSH_TTL_SECONDS,
    },
  });
  if (isOpen(state)) return content('began', { title, body: message });
  // Also when it was closed since; one that was closed without was called off or forgotten.
  if (resolvedAt === null || kind === 'INFORMATION') return undefined;
  return content('resolved', { title: `Resolvido: ${title}`, body: RESOLVED[kind] });
}
