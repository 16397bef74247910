import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../config/config.js';

export const sharedStoreConfig = defineConfig(
  'shared-store',
  {
    REDIS_URL: variable(
      z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// address' }).optional(),
      'Redis 6 or later in which the instances share rate limits and cached answers (redis:// or rediss://); when not set each instance has its own',
    ),
  },
  (values) => ({ redisUrl: values.REDIS_URL }),
);

export type SharedStoreConfig = ConfigOf<typeof sharedStoreConfig>;
