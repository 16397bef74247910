import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const appSettingsConfig = defineConfig(
  'app-settings',
  {
    APP_VERSION_RECHECK_SECONDS: variable(
      wholeNumber(21_600, { min: 60, max: 604_800 }),
      'seconds after which an app asks again whether it must be updated',
      { example: '21600' },
    ),
  },
  (values) => ({ versionRecheckSeconds: values.APP_VERSION_RECHECK_SECONDS }),
);

export type AppSettingsConfig = ConfigOf<typeof appSettingsConfig>;
