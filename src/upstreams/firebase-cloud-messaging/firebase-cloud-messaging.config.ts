import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ConfigOf, defineConfig, httpUrl, nonEmpty, variable, wholeNumber } from '../../common/config/config.js';
import type { UpstreamSystem } from '../core/upstream-system.js';
import { FIREBASE_CLOUD_MESSAGING, GOOGLE_ACCESS } from './firebase-cloud-messaging.operation.js';
import { exchangeAssertion } from './operations/access-tokens.js';

/** Whom Google knows us as. */
export interface ServiceAccount {
  readonly projectId: string;
  readonly clientEmail: string;
  readonly privateKey: KeyObject;
}

/** How FCM is reached. */
export interface FirebaseConnection {
  readonly account: ServiceAccount;
  /** What an assertion is addressed to. */
  readonly tokenUrl: string;
  readonly messaging: UpstreamSystem;
  readonly access: UpstreamSystem;
}

const NO_KEY = 'must be an RSA private key in PEM';

/** A PEM, also with its line breaks written as `\n`, as env files and secret stores hand it over. */
const privateKey = nonEmpty.transform((text, context): KeyObject => {
  try {
    const key = createPrivateKey(text.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // What is wrong with it would repeat a part of it.
  }
  context.addIssue({ code: 'custom', message: NO_KEY });
  return z.NEVER;
});

const PROJECT = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const projectId = nonEmpty.regex(PROJECT, 'must be the id of a Firebase project');
const clientEmail = z.email('must be the e-mail of a service account');

const accountFile = z.object({
  project_id: projectId,
  client_email: clientEmail,
  private_key: privateKey,
});

/** Reads the file at once: a product that cannot read it should not start. */
const serviceAccountFile = nonEmpty.transform((file, context): ServiceAccount => {
  try {
    const { project_id, client_email, private_key } = accountFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { projectId: project_id, clientEmail: client_email, privateKey: private_key };
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a readable service account file of Google' });
    return z.NEVER;
  }
});

export const firebaseCloudMessagingConfig = defineConfig(
  FIREBASE_CLOUD_MESSAGING,
  {
    FIREBASE_SERVICE_ACCOUNT_FILE: variable(
      serviceAccountFile.optional(),
      'service account file (JSON) of the Firebase project that push notifications go through; instead of the next three',
    ),
    FIREBASE_PROJECT_ID: variable(
      projectId.optional(),
      'Firebase project that push notifications go through; without one they are logged and go to nobody',
    ),
    FIREBASE_CLIENT_EMAIL: variable(clientEmail.optional(), 'e-mail of the service account'),
    FIREBASE_PRIVATE_KEY: variable(
      privateKey.optional(),
      'private key (PEM) of the service account; line breaks may be written as \\n',
    ),
    FIREBASE_CLOUD_MESSAGING_URL: variable(
      httpUrl.default('https://fcm.googleapis.com'),
      'address of Firebase Cloud Messaging',
      { example: 'https://fcm.googleapis.com' },
    ),
    FIREBASE_TOKEN_URL: variable(
      httpUrl.default('https://oauth2.googleapis.com/token'),
      'address where Google gives access tokens',
      { example: 'https://oauth2.googleapis.com/token' },
    ),
    FIREBASE_TIMEOUT_MS: variable(
      wholeNumber(10_000, { min: 50, max: 60_000 }),
      'milliseconds one call to Google may take in all',
      { example: '10000' },
    ),
  },
  (values): { readonly connection: FirebaseConnection | null } => {
    const account = accountOf(values);
    if (account === undefined) return { connection: null };
    const tokenUrl = new URL(values.FIREBASE_TOKEN_URL);
    const shared = {
      timeoutMs: values.FIREBASE_TIMEOUT_MS,
      maxAnswerBytes: 64 * 1024,
      cacheEntries: 0,
      // As many as one origin gets connections; who sends more at once waits for a place.
      concurrency: 64,
      queueLimit: 2_000,
    };
    return {
      connection: {
        account,
        tokenUrl: tokenUrl.href,
        messaging: {
          ...shared,
          id: FIREBASE_CLOUD_MESSAGING,
          baseUrl: values.FIREBASE_CLOUD_MESSAGING_URL.replace(/\/+$/, ''),
          pathOverrides: new Map(),
        },
        access: {
          ...shared,
          id: GOOGLE_ACCESS,
          baseUrl: tokenUrl.origin,
          pathOverrides: new Map([[exchangeAssertion.id, `${tokenUrl.pathname}${tokenUrl.search}`]]),
        },
      },
    };
  },
  ({ FIREBASE_SERVICE_ACCOUNT_FILE: file, ...values }) => {
    const names = ['FIREBASE_PROJECT_ID', 'FIREBASE_CLIENT_EMAIL', 'FIREBASE_PRIVATE_KEY'] as const;
    const given = names.filter((name) => values[name] !== undefined);
    if (file !== undefined) return given.map((name) => `${name}: is in FIREBASE_SERVICE_ACCOUNT_FILE already`);
    if (given.length === 0) return [];
    return names.filter((name) => values[name] === undefined).map((name) => `${name}: is required with ${given[0]}`);
  },
);

function accountOf(values: {
  readonly FIREBASE_SERVICE_ACCOUNT_FILE?: ServiceAccount | undefined;
  readonly FIREBASE_PROJECT_ID?: string | undefined;
  readonly FIREBASE_CLIENT_EMAIL?: string | undefined;
  readonly FIREBASE_PRIVATE_KEY?: KeyObject | undefined;
}): ServiceAccount | undefined {
  if (values.FIREBASE_SERVICE_ACCOUNT_FILE !== undefined) return values.FIREBASE_SERVICE_ACCOUNT_FILE;
  const { FIREBASE_PROJECT_ID: project, FIREBASE_CLIENT_EMAIL: email, FIREBASE_PRIVATE_KEY: key } = values;
  if (project === undefined || email === undefined || key === undefined) return undefined;
  return { projectId: project, clientEmail: email, privateKey: key };
}

export type FirebaseCloudMessagingConfig = ConfigOf<typeof firebaseCloudMessagingConfig>;
