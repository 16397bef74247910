// One instance of the product as far as scheduled jobs go, to be killed: its clock stands in the database.
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';

/** A compiled file of the product; it is there only once the product was built. */
const compiled = (path) => import(new URL(`../../dist/src/common/${path}.js`, import.meta.url));
const { JobLedger } = await compiled('jobs/job-ledger');
const { JobRegistry } = await compiled('jobs/job-registry');
const { JobScheduler } = await compiled('jobs/job-scheduler');
const { ScheduledJobEntity } = await compiled('jobs/scheduled-job.entity');
const { dataSourceOptions } = await compiled('persistence/data-source-options');

const [url, leaseMs] = process.argv.slice(2);
const dataSource = await new DataSource({
  ...dataSourceOptions({ url, poolSize: 4, statementTimeoutMs: 30_000 }),
  entities: [ScheduledJobEntity],
}).initialize();

let now = 0;
const readClock = async () => {
  const [row] = await dataSource.query('SELECT now, deadly_ticks FROM test_clock');
  now = row.now.getTime();
  return row;
};

const registry = new JobRegistry();
registry.register({
  id: 'killed',
  title: 'Killed in the middle',
  schedule: '* * * * *',
  timeoutMs: 600_000,
  async run({ scheduledFor, attempt, finishWith }) {
    const { deadly_ticks: deadly } = await readClock();
    const isDeadly = attempt === 1 && deadly.some((tick) => tick.getTime() === scheduledFor.getTime());
    return finishWith(async (manager) => {
      await manager.query('INSERT INTO effect VALUES ($1, $2, $3)', [scheduledFor, process.pid, attempt]);
      if (isDeadly) {
        await dataSource.query('INSERT INTO victim VALUES ($1, $2)', [scheduledFor, process.pid]);
        // Killed here, with its effect made and not yet committed.
        await new Promise((resolve) => setTimeout(resolve, 600_000));
      }
      return {};
    });
  },
});
await readClock();
const settings = { clock: () => now, leaseMs: Number(leaseMs), shutdownWaitMs: 2_000 };
const logger = new PinoLogger({ pinoHttp: { enabled: false } });
const scheduler = new JobScheduler(dataSource, new JobLedger(dataSource), registry, settings, logger);
await scheduler.onApplicationBootstrap();

for (;;) {
  await readClock();
  await scheduler.wake();
  await new Promise((resolve) => setTimeout(resolve, 5));
}
