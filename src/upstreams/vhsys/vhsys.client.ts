import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { VhsysAuthenticator } from './vhsys.auth.js';
import { type VhsysConfig, vhsysConfig } from './vhsys.config.js';
import { VHSYS } from './vhsys.operation.js';

/** Calls operations of vhsys. */
@Injectable()
export class VhsysClient extends OptionalUpstreamClient {
  constructor(
    @Inject(vhsysConfig.token) { connection }: VhsysConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(VHSYS);
    super(connection && pipelines.open(connection.system, new VhsysAuthenticator(connection), logger));
  }
}
