import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const popupsConfig = defineConfig(
  'popups',
  {
    POPUPS_AT_ONCE: variable(
      wholeNumber(3, { min: 1, max: 20 }),
      'popups shown on one screen at once, besides a blocking one',
      { example: '3' },
    ),
    POPUP_VIEW_RETENTION_DAYS: variable(
      wholeNumber(90, { min: 1, max: 3_650 }),
      'days after the end of a popup that it is kept who saw it',
      { example: '90' },
    ),
  },
  (values) => ({ atOnce: values.POPUPS_AT_ONCE, viewRetentionDays: values.POPUP_VIEW_RETENTION_DAYS }),
);

export type PopupsConfig = ConfigOf<typeof popupsConfig>;
