import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { MosiaAuthenticator } from './mosia.auth.js';
import { type MosiaConfig, mosiaConfig } from './mosia.config.js';
import { MOSIA } from './mosia.operation.js';

/** Calls operations of Mosia. */
@Injectable()
export class MosiaClient extends OptionalUpstreamClient {
  constructor(
    @Inject(mosiaConfig.token) { connection }: MosiaConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(MOSIA);
    super(connection && pipelines.open(connection.system, new MosiaAuthenticator(connection), logger));
  }
}
