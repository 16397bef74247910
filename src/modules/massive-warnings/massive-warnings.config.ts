import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

const HOUR_MS = 3_600_000;

export const massiveWarningsConfig = defineConfig(
  'massive-warnings',
  {
    MASSIVE_WARNING_GRACE_HOURS: variable(
      wholeNumber(6, { min: 0, max: 720 }),
      'hours that an outage or maintenance warning nobody touches stays open beyond its expected end',
      { example: '6' },
    ),
    MASSIVE_WARNING_UNATTENDED_HOURS: variable(
      wholeNumber(48, { min: 1, max: 720 }),
      'hours that a warning without an expected end stays open when nobody touches it',
      { example: '48' },
    ),
    MASSIVE_WARNING_REOPEN_HOURS: variable(
      wholeNumber(24, { min: 0, max: 720 }),
      'hours in which a resolved warning can be taken up again before it is closed',
      { example: '24' },
    ),
  },
  (values) => ({
    graceMs: values.MASSIVE_WARNING_GRACE_HOURS * HOUR_MS,
    unattendedMs: values.MASSIVE_WARNING_UNATTENDED_HOURS * HOUR_MS,
    reopenMs: values.MASSIVE_WARNING_REOPEN_HOURS * HOUR_MS,
  }),
);

export type MassiveWarningsConfig = ConfigOf<typeof massiveWarningsConfig>;
