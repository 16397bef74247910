import { Global, Module } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { InProcessStore } from './in-process-store.js';
import { SharedStore } from './shared-store.js';
import { type SharedStoreConfig, sharedStoreConfig } from './shared-store.config.js';

@Global()
@Module({
  providers: [
    {
      provide: SharedStore,
      inject: [sharedStoreConfig.token, PinoLogger],
      useFactory: async ({ redisUrl }: SharedStoreConfig, logger: PinoLogger): Promise<SharedStore> => {
        if (redisUrl === undefined) return new InProcessStore();
        logger.setContext('shared-store');
        // Only now: its client is 500 files, which an instance on its own needs none of.
        const { RedisStore } = await import('./redis-store.js');
        return new RedisStore({ url: redisUrl }, logger);
      },
    },
  ],
  exports: [SharedStore],
})
export class SharedStoreModule {}
