import { Global, Module } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { InProcessStore } from './in-process-store.js';
import { RedisStore } from './redis-store.js';
import { SharedStore } from './shared-store.js';
import { type SharedStoreConfig, sharedStoreConfig } from './shared-store.config.js';

@Global()
@Module({
  providers: [
    {
      provide: SharedStore,
      inject: [sharedStoreConfig.token, PinoLogger],
      useFactory: ({ redisUrl }: SharedStoreConfig, logger: PinoLogger): SharedStore => {
        if (redisUrl === undefined) return new InProcessStore();
        logger.setContext('shared-store');
        return new RedisStore({ url: redisUrl }, logger);
      },
    },
  ],
  exports: [SharedStore],
})
export class SharedStoreModule {}
