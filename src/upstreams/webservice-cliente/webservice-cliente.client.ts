import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Answered } from '../../common/http/answered.js';
import { outsideRequestScope } from '../../common/http/request-scope.js';
import type { Operation, RequestInput, RequestSchemas } from '../core/operation.js';
import type { CallOptions, UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import { generateToken } from './operations/authentication.js';
import { WebserviceClienteAuthenticator } from './webservice-cliente.auth.js';
import { type WebserviceClienteConfig, webserviceClienteConfig } from './webservice-cliente.config.js';
import { WEBSERVICE_CLIENTE } from './webservice-cliente.operation.js';

/** Calls operations of the ERP. */
@Injectable()
export class WebserviceClienteClient {
  private readonly pipeline: UpstreamPipeline;

  constructor(
    @Inject(webserviceClienteConfig.token) config: WebserviceClienteConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(WEBSERVICE_CLIENTE);
    const authenticator = new WebserviceClienteAuthenticator(config, async () => {
      // One token for all that wait: the request that happens to ask first does not bound it.
      const { value } = await outsideRequestScope(() =>
        this.pipeline.call(generateToken, {}, { owner: WEBSERVICE_CLIENTE }),
      );
      return value.token;
    });
    this.pipeline = pipelines.open(config.system, authenticator, logger);
  }

  /** @throws UpstreamError of the closed set. */
  call<R extends RequestSchemas, A>(
    operation: Operation<R, A>,
    input: RequestInput<R>,
    options: CallOptions,
  ): Promise<Answered<A>> {
    return this.pipeline.call(operation, input, options);
  }
}
