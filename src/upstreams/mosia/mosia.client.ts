import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { LeanHttpService } from '../core/lean-http.service.js';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamMetrics } from '../core/upstream-metrics.js';
import { MosiaAuthenticator } from './mosia.auth.js';
import { type MosiaConfig, mosiaConfig } from './mosia.config.js';
import { MOSIA } from './mosia.operation.js';

/** Calls operations of Mosia. */
@Injectable()
export class MosiaClient extends OptionalUpstreamClient {
  constructor(
    @Inject(mosiaConfig.token) { connection }: MosiaConfig,
    http: LeanHttpService,
    metrics: UpstreamMetrics,
    logger: PinoLogger,
  ) {
    logger.setContext(MOSIA);
    super(
      connection === null
        ? undefined
        : new UpstreamPipeline(connection.system, new MosiaAuthenticator(connection), http, metrics, logger),
    );
  }
}
