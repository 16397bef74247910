import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { Clock } from '../../src/common/brazil/dates.js';
import { FIREBASE_CLOUD_MESSAGING } from '../../src/upstreams/firebase-cloud-messaging/firebase-cloud-messaging.operation.js';
import { exchangeAssertion } from '../../src/upstreams/firebase-cloud-messaging/operations/access-tokens.js';
import { sendMessage, validateMessage } from '../../src/upstreams/firebase-cloud-messaging/operations/messages.js';
import { startSimulator, type Simulator } from '../core/simulator.js';
import { googleError } from './answers.js';
import { accessTokenHandlers } from './operations/access-tokens.js';
import { messageHandlers } from './operations/messages.js';
import { AccessTokens, FirebaseState } from './state.js';

export interface FirebaseOptions {
  readonly projectId: string;
  readonly clientEmail: string;
  /** PEM of the account's key; a new one when absent. */
  readonly privateKey?: string;
  /** Any free one when absent. */
  readonly port?: number;
  readonly clock?: Clock;
}

export interface FirebaseSimulator extends Simulator<FirebaseState> {
  /** What the product must be told: its variables, by name. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts Firebase Cloud Messaging's HTTP v1 API, with Google's token endpoint at `/token` of the same address. */
export async function startFirebaseCloudMessaging(options: FirebaseOptions): Promise<FirebaseSimulator> {
  const { projectId, clientEmail, ...rest } = options;
  const privateKey = options.privateKey ?? newKey();
  const accessTokens = new AccessTokens(options.clock ?? Date.now);
  let url = '';
  const account = { clientEmail, publicKey: createPublicKey(privateKey) };
  const simulator = await startSimulator({
    ...rest,
    system: FIREBASE_CLOUD_MESSAGING,
    operations: [exchangeAssertion, sendMessage, validateMessage],
    handlers: { ...accessTokenHandlers(account, () => `${url}/token`), ...messageHandlers(projectId) },
    authenticate: ({ auth }, { headers, state }) => {
      if (auth !== 'access-token') return undefined;
      const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
      if (token !== undefined && state.accessTokens.has(token)) return undefined;
      return googleError(
        401,
        'UNAUTHENTICATED',
        'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
      );
    },
    createState: (clock) => new FirebaseState(accessTokens, clock),
  });
  url = simulator.url;
  return Object.assign(simulator, {
    variables: {
      FIREBASE_PROJECT_ID: projectId,
      FIREBASE_CLIENT_EMAIL: clientEmail,
      // On one line, as an env file takes it.
      FIREBASE_PRIVATE_KEY: privateKey.trim().replaceAll('\n', '\\n'),
      FIREBASE_CLOUD_MESSAGING_URL: url,
      FIREBASE_TOKEN_URL: `${url}/token`,
    },
  });
}

const newKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
