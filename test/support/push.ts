import type { DataSource } from 'typeorm';
import {
  type FirebaseSimulator,
  startFirebaseCloudMessaging,
} from '../../sandbox/firebase-cloud-messaging/firebase-cloud-messaging.simulator.js';

/** A Firebase to send pushes through. */
export const startFirebase = (): Promise<FirebaseSimulator> =>
  startFirebaseCloudMessaging({
    projectId: 'test-project',
    clientEmail: 'backend@test-project.iam.gserviceaccount.com',
  });

/** Settings under which nothing waits longer than a test does. */
export const PUSH_SETTINGS = {
  PUSH_BACKOFF_MS: '20',
  PUSH_QUOTA_PAUSE_MS: '200',
  PUSH_MESSAGES_PER_SECOND: '9000',
  // No hour of the day is quiet.
  PUSH_QUIET_HOURS: '0-0',
};

interface DeviceToAdd {
  readonly token: string;
  readonly customerId?: string;
  readonly platform?: 'ios' | 'android';
  readonly appVersion?: string;
}

/** Adds an installation of the app with a push token; answers its id. */
export async function addDevice(
  dataSource: DataSource,
  { token, customerId, platform = 'android', appVersion = '3.4.1' }: DeviceToAdd,
): Promise<string> {
  const rows = await dataSource.query<{ id: string }[]>(
    `INSERT INTO device (app_instance_id, platform, app_version, push_token, push_token_at, customer_id)
     VALUES ('instance-' || $1, $2, $3, $1, now(), $4) RETURNING id`,
    [token, platform, appVersion, customerId ?? null],
  );
  return rows[0]!.id;
}
