export default async function tearDownDatabase(): Promise<void> {
  const { endDatabaseRun } = await import('./database-run.js');
  await endDatabaseRun();
}
