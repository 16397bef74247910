import { type ConfigOf, defineConfig, flag, variable } from '../config/config.js';

export const jobsConfig = defineConfig(
  'jobs',
  {
    SCHEDULED_JOBS: variable(
      flag(true),
      'whether this instance carries out scheduled jobs; without it they still run when an administrator asks here',
      { example: 'true' },
    ),
  },
  (values) => ({ scheduled: values.SCHEDULED_JOBS }),
);

export type JobsConfig = ConfigOf<typeof jobsConfig>;
