import type { DataSource } from 'typeorm';

/** Every session of the customer from now on is as one that was opened without a password. */
export async function forgetCredentials(dataSource: DataSource, document: string): Promise<void> {
  await dataSource.query(
    `UPDATE customer_session SET sealed_credential = NULL
     WHERE customer_id = (SELECT id FROM customer_account WHERE document = $1)`,
    [document],
  );
}
