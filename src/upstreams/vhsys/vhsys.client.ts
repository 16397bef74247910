import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { LeanHttpService } from '../core/lean-http.service.js';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamMetrics } from '../core/upstream-metrics.js';
import { VhsysAuthenticator } from './vhsys.auth.js';
import { type VhsysConfig, vhsysConfig } from './vhsys.config.js';
import { VHSYS } from './vhsys.operation.js';

/** Calls operations of vhsys. */
@Injectable()
export class VhsysClient extends OptionalUpstreamClient {
  constructor(
    @Inject(vhsysConfig.token) { connection }: VhsysConfig,
    http: LeanHttpService,
    metrics: UpstreamMetrics,
    logger: PinoLogger,
  ) {
    logger.setContext(VHSYS);
    super(
      connection === null
        ? undefined
        : new UpstreamPipeline(connection.system, new VhsysAuthenticator(connection), http, metrics, logger),
    );
  }
}
