import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type ConfigOf, defineConfig, flag, variable, wholeNumber } from '../../common/config/config.js';

const MIB = 1_048_576;

export const heapSnapshotConfig = defineConfig(
  'heap-snapshot',
  {
    HEAP_SNAPSHOT_ENABLED: variable(
      flag(false),
      'let operators take heap snapshots; each holds personal data and stops the instance while it is written',
      { example: 'false' },
    ),
    HEAP_SNAPSHOT_DIRECTORY: variable(
      z.string().default(join(tmpdir(), 'heap-snapshots')),
      'folder, of this instance alone, in which a heap snapshot waits to be fetched; the temporary folder by default',
    ),
    HEAP_SNAPSHOT_RESERVE_MB: variable(
      wholeNumber(256, { min: 0, max: 1_000_000_000 }),
      'megabytes of disk that stay free whatever a heap snapshot takes',
      { example: '256' },
    ),
  },
  (values) => ({
    enabled: values.HEAP_SNAPSHOT_ENABLED,
    directory: values.HEAP_SNAPSHOT_DIRECTORY,
    reserveBytes: values.HEAP_SNAPSHOT_RESERVE_MB * MIB,
  }),
);

export type HeapSnapshotConfig = ConfigOf<typeof heapSnapshotConfig>;
