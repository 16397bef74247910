import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firebaseCloudMessagingConfig } from './firebase-cloud-messaging.config.js';

const key = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;
const email = 'backend@project-1.iam.gserviceaccount.com';
const account = { FIREBASE_PROJECT_ID: 'project-1', FIREBASE_CLIENT_EMAIL: email, FIREBASE_PRIVATE_KEY: key };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firebase-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const connectionOf = (environment: Record<string, string>) => {
  const parsed = firebaseCloudMessagingConfig.parse(environment);
  if ('faults' in parsed) throw new Error(parsed.faults.join());
  return parsed.value.connection;
};
const fileOf = async (name: string, content: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
};

describe('configuration of Firebase', () => {
  it('is none when nothing is set', () => {
    expect(connectionOf({})).toBeNull();
  });

  it('takes the account field by field, also with a key on one line', () => {
    for (const pem of [key, key.replaceAll('\n', '\\n')]) {
      expect(connectionOf({ ...account, FIREBASE_PRIVATE_KEY: pem })).toMatchObject({
        account: { projectId: 'project-1', clientEmail: email },
        tokenUrl: 'https://oauth2.googleapis.com/token',
        messaging: { baseUrl: 'https://fcm.googleapis.com' },
        access: { baseUrl: 'https://oauth2.googleapis.com' },
      });
    }
  });

  it('takes the account from Google’s file', async () => {
    const content = { type: 'service_account', project_id: 'project-1', client_email: email, private_key: key };
    const file = await fileOf('account.json', JSON.stringify(content));
    expect(connectionOf({ FIREBASE_SERVICE_ACCOUNT_FILE: file })?.account.projectId).toBe('project-1');
    expect(firebaseCloudMessagingConfig.parse({ ...account, FIREBASE_SERVICE_ACCOUNT_FILE: file })).toEqual({
      faults: Object.keys(account).map((name) => `${name}: is in FIREBASE_SERVICE_ACCOUNT_FILE already`),
    });
  });

  it('refuses half an account', () => {
    expect(firebaseCloudMessagingConfig.parse({ FIREBASE_PROJECT_ID: 'project-1' })).toEqual({
      faults: [
        'FIREBASE_CLIENT_EMAIL: is required with FIREBASE_PROJECT_ID',
        'FIREBASE_PRIVATE_KEY: is required with FIREBASE_PROJECT_ID',
      ],
    });
  });

  it('refuses what is no key, file or project, without repeating it', async () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const malformed = await fileOf('malformed.json', '{"project_id":"s3cret"');
    for (const wrong of [
      { ...account, FIREBASE_PRIVATE_KEY: 's3cret' },
      { ...account, FIREBASE_PRIVATE_KEY: String(elliptic) },
      { ...account, FIREBASE_PROJECT_ID: 'Not A Project s3cret' },
      { ...account, FIREBASE_CLIENT_EMAIL: 's3cret' },
      { FIREBASE_SERVICE_ACCOUNT_FILE: join(folder, 'missing.json') },
      { FIREBASE_SERVICE_ACCOUNT_FILE: malformed },
    ]) {
      const parsed = firebaseCloudMessagingConfig.parse(wrong);
      expect(parsed).toHaveProperty('faults');
      expect(JSON.stringify(parsed)).not.toContain('s3cret');
    }
  });
});
