import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { PageBounds } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import type { CustomerFileKind } from './customer-file-kinds.js';
import { FileUploadBlockEntity } from './file-upload-block.entity.js';
import { FileUploadEntity } from './file-upload.entity.js';
import { type FilesConfig, filesConfig } from './files.config.js';

export type BlockReason = FileUploadBlockEntity['reason'] | 'DAILY_LIMIT';

/** Whether files may be sent for a contract. */
export interface UploadAllowance {
  readonly blocked: boolean;
  readonly reason: BlockReason | null;
  /** Null while it is open-ended. */
  readonly blockedUntil: Date | null;
  readonly remaining: number;
}

export interface BlockChange {
  readonly blocked: boolean;
  readonly blockedUntil: Date | null;
  readonly note: string | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const counts = z.tuple([z.object({ taken: z.number(), oldest: z.date().nullable() })]);

/** What may still be sent for a contract; the same count for every instance. */
@Injectable()
export class FileUploadBlocks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    @Inject(filesConfig.token) private readonly config: FilesConfig,
  ) {}

  async allowance(contractId: string, manager: EntityManager = this.dataSource.manager): Promise<UploadAllowance> {
    const block = await manager.findOneBy(FileUploadBlockEntity, { contractId });
    if (block !== null && (block.blockedUntil === null || block.blockedUntil.getTime() > Date.now())) {
      return { blocked: true, reason: block.reason, blockedUntil: block.blockedUntil, remaining: 0 };
    }
    const rows: unknown = await manager.query(
      `SELECT count(*)::integer AS taken, min(created_at) AS oldest FROM file_upload
       WHERE contract_id = $1 AND counted AND created_at > now() - interval '24 hours'`,
      [contractId],
    );
    const [{ taken, oldest }] = counts.parse(rows);
    const remaining = Math.max(0, this.config.perDay - taken);
    if (remaining > 0 || oldest === null) return { blocked: false, reason: null, blockedUntil: null, remaining };
    const blockedUntil = new Date(oldest.getTime() + DAY_MS);
    return { blocked: true, reason: 'DAILY_LIMIT', blockedUntil, remaining };
  }

  /**
   * Takes one upload before it is sent; of two at once for a payment proof, one is taken.
   * @returns the upload's id
   * @throws Problem UPLOAD_BLOCKED.
   */
  take(customerId: string, contractId: string, kind: CustomerFileKind, files: number): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`file-upload|${contractId}`]);
      refuse(await this.allowance(contractId, manager));
      const upload = await manager.save(FileUploadEntity, { customerId, contractId, kind, files });
      if (kind === 'COMPROVANTE_PAGAMENTO') {
        const blockedUntil = new Date(Date.now() + this.config.proofBlockHours * HOUR_MS);
        await manager.delete(FileUploadBlockEntity, { contractId });
        await manager.insert(FileUploadBlockEntity, { contractId, reason: 'PAYMENT_PROOF_SENT', blockedUntil });
      }
      return upload.id;
    });
  }

  /** Nothing was sent: the upload and the block it brought are undone. */
  async giveBack(uploadId: string, contractId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const upload = await manager.findOneBy(FileUploadEntity, { id: uploadId });
      if (upload?.kind === 'COMPROVANTE_PAGAMENTO') {
        await manager.delete(FileUploadBlockEntity, { contractId, reason: 'PAYMENT_PROOF_SENT' });
      }
      await manager.delete(FileUploadEntity, { id: uploadId });
    });
  }

  /** Perhaps it was sent: it counts, and so does its block. */
  async uncertain(uploadId: string): Promise<void> {
    await this.dataSource.manager.update(FileUploadEntity, { id: uploadId }, { uncertain: true });
  }

  /** @throws Problem UPLOAD_BLOCKED, telling until when. */
  async requireAllowed(contractId: string): Promise<void> {
    refuse(await this.allowance(contractId));
  }

  /** Blocks of one page, the latest first, and how many there are in all. */
  async list({ offset, size }: PageBounds): Promise<[FileUploadBlockEntity[], number]> {
    return this.dataSource.getRepository(FileUploadBlockEntity).findAndCount({
      order: { createdAt: 'DESC', contractId: 'ASC' },
      skip: offset,
      take: size,
    });
  }

  /** Blocks a contract, or lifts what blocks it; both are audited. */
  async set(adminId: string, contractId: string, change: BlockChange): Promise<UploadAllowance> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`file-upload|${contractId}`]);
      const before = await this.allowance(contractId, manager);
      await manager.delete(FileUploadBlockEntity, { contractId });
      if (change.blocked) {
        const { blockedUntil, note } = change;
        await manager.insert(FileUploadBlockEntity, {
          contractId,
          reason: 'PROVIDER',
          blockedUntil,
          note,
          setBy: adminId,
        });
      } else await manager.update(FileUploadEntity, { contractId, counted: true }, { counted: false });
      const after = await this.allowance(contractId, manager);
      await this.audit.append(
        {
          adminId,
          action: change.blocked ? 'file-upload.blocked' : 'file-upload.unblocked',
          subjectKind: 'contract',
          subjectId: contractId,
          before: audited(before),
          after: audited(after),
        },
        manager,
      );
      return after;
    });
  }
}

function refuse({ blocked, reason, blockedUntil }: UploadAllowance): void {
  if (!blocked) return;
  throw new Problem(problems.uploadBlocked, {
    extensions: { reason, blocked_until: blockedUntil?.toISOString() ?? null },
  });
}

const audited = ({ blocked, reason, blockedUntil }: UploadAllowance): object => ({
  blocked,
  reason,
  blocked_until: blockedUntil?.toISOString() ?? null,
});
