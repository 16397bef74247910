import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { outsideRequestScope } from '../../common/http/request-scope.js';
import { OptionalUpstreamClient } from '../core/optional-client.js';
import type { UpstreamPipeline } from '../core/pipeline.js';
import { UpstreamPipelines } from '../core/pipelines.js';
import {
  type AccessToken,
  FirebaseAuthenticator,
  NoCredentials,
  serviceAccountAssertion,
} from './firebase-cloud-messaging.auth.js';
import {
  type FirebaseCloudMessagingConfig,
  firebaseCloudMessagingConfig,
  type FirebaseConnection,
} from './firebase-cloud-messaging.config.js';
import { FIREBASE_CLOUD_MESSAGING } from './firebase-cloud-messaging.operation.js';
import { exchangeAssertion, JWT_BEARER_GRANT } from './operations/access-tokens.js';

/** Calls Firebase Cloud Messaging, and Google's token endpoint for leave to. */
@Injectable()
export class FirebaseCloudMessagingClient extends OptionalUpstreamClient {
  /** The project that messages are sent through; empty when there is none. */
  readonly projectId: string;

  constructor(
    @Inject(firebaseCloudMessagingConfig.token) { connection }: FirebaseCloudMessagingConfig,
    pipelines: UpstreamPipelines,
    logger: PinoLogger,
  ) {
    logger.setContext(FIREBASE_CLOUD_MESSAGING);
    if (connection === null) {
      super(undefined);
      this.projectId = '';
      return;
    }
    const access = pipelines.open(connection.access, new NoCredentials(), logger);
    const authenticator = new FirebaseAuthenticator(() => fetchToken(access, connection));
    super(pipelines.open(connection.messaging, authenticator, logger));
    this.projectId = connection.account.projectId;
  }
}

/** Outside of any request: the token is for all that wait for it. */
const fetchToken = (access: UpstreamPipeline, { account, tokenUrl }: FirebaseConnection): Promise<AccessToken> =>
  outsideRequestScope(async () => {
    const assertion = serviceAccountAssertion(account, tokenUrl, Date.now());
    const body = { grant_type: JWT_BEARER_GRANT, assertion } as const;
    return (await access.call(exchangeAssertion, { body }, { owner: account.clientEmail })).value;
  });
