import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from './common/config/config.js';

/** What must be known before anything else can be configured. */
export const bootConfig = defineConfig(
  'boot',
  {
    DATA_DIR: variable(
      z.string().default('.data'),
      'folder of the embedded database and the demo keys; not used in production',
      { example: '.data' },
    ),
  },
  (values) => ({ dataDir: values.DATA_DIR }),
);

export type BootConfig = ConfigOf<typeof bootConfig>;
