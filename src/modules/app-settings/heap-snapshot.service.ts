import { randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { type HeapSnapshotConfig, heapSnapshotConfig } from './heap-snapshot.config.js';
import type { HeapSnapshotDto } from './heap-snapshot.dto.js';
import { HeapWriter } from './heap-writer.js';

const KEPT_FOR_MS = 3_600_000;
const FILE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.heapsnapshot$/;

interface WaitingSnapshot {
  readonly file: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly expiresAt: number;
  readonly expiry: NodeJS.Timeout;
}

export interface SnapshotDownload {
  readonly content: ReadStream;
  readonly sizeBytes: number;
}

/**
 * Snapshots of this instance's heap, for finding leaks. There is at most one: being written, or waiting to be fetched,
 * which happens once. It lies in a file only this process's user reads, and is deleted when fetched, after an hour, and
 * at either end of the process's life.
 */
@Injectable()
export class HeapSnapshots implements OnModuleInit, OnApplicationShutdown {
  private writing = false;
  private waiting: WaitingSnapshot | undefined;

  constructor(
    @Inject(heapSnapshotConfig.token) private readonly config: HeapSnapshotConfig,
    private readonly heap: HeapWriter,
    private readonly audit: AuditLog,
  ) {}

  /** What an earlier process left behind when it was killed. */
  async onModuleInit(): Promise<void> {
    if (!this.config.enabled) return;
    const leftovers = (await readdir(this.config.directory).catch(() => [])).filter((name) => FILE.test(name));
    await Promise.all(leftovers.map((name) => rm(join(this.config.directory, name), { force: true })));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.discard();
  }

  /** @throws Problem HEAP_SNAPSHOT_DISABLED, HEAP_SNAPSHOT_RUNNING, or INSUFFICIENT_STORAGE. */
  async take(adminId: string): Promise<HeapSnapshotDto> {
    if (!this.config.enabled) throw new Problem(problems.heapSnapshotDisabled);
    if (this.writing) throw new Problem(problems.heapSnapshotRunning, { retryAfterSeconds: 10 });
    if (this.waiting !== undefined) {
      const seconds = Math.max(1, Math.ceil((this.waiting.expiresAt - Date.now()) / 1_000));
      throw new Problem(problems.heapSnapshotRunning, { retryAfterSeconds: seconds });
    }
    this.writing = true;
    try {
      return await this.write(adminId);
    } finally {
      this.writing = false;
    }
  }

  /** Gives the snapshot out and forgets it: whoever asks next, or at the same time, gets none. */
  async fetch(adminId: string, file: string): Promise<SnapshotDownload> {
    const snapshot = this.waiting;
    if (snapshot === undefined || snapshot.file !== file) throw new Problem(problems.notFound);
    this.waiting = undefined;
    clearTimeout(snapshot.expiry);
    const { path, sizeBytes } = snapshot;
    try {
      await this.audit.append({
        adminId,
        action: 'heap-snapshot.downloaded',
        subjectKind: 'heap-snapshot',
        subjectId: file,
        before: null,
        after: null,
      });
      const handle = await open(path, 'r');
      // Its name goes now; what is open is read to its end, and gone however that ends.
      await rm(path).catch(async (error: unknown) => {
        await handle.close();
        throw error;
      });
      return { content: createReadStream(path, { fd: handle, autoClose: true }), sizeBytes };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  private async write(adminId: string): Promise<HeapSnapshotDto> {
    const { directory, reserveBytes } = this.config;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const disk = await statfs(directory);
    if (disk.bavail * disk.bsize < this.heap.expectedBytes() + reserveBytes) {
      throw new Problem(problems.insufficientStorage);
    }
    const file = `${randomUUID()}.heapsnapshot`;
    const path = join(directory, file);
    // Made with its mode first: the engine would make it readable for others.
    await (await open(path, 'wx', 0o600)).close();
    await this.audit.append({
      adminId,
      action: 'heap-snapshot.taken',
      subjectKind: 'heap-snapshot',
      subjectId: file,
      before: null,
      after: null,
    });
    try {
      // Answers that are ready go out before the process stands still.
      await setImmediate();
      const begun = performance.now();
      this.heap.write(path);
      const tookMs = Math.round(performance.now() - begun);
      await chmod(path, 0o600);
      const { size } = await stat(path);
      const expiresAt = Date.now() + KEPT_FOR_MS;
      const expiry = setTimeout(() => void this.discard(), KEPT_FOR_MS);
      expiry.unref();
      this.waiting = { file, path, sizeBytes: size, expiresAt, expiry };
      return { file, size_bytes: size, took_ms: tookMs, expires_at: toSaoPauloInstant(expiresAt) };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  private async discard(): Promise<void> {
    const snapshot = this.waiting;
    if (snapshot === undefined) return;
    this.waiting = undefined;
    clearTimeout(snapshot.expiry);
    await rm(snapshot.path, { force: true });
  }
}
