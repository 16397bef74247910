import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const devicesConfig = defineConfig(
  'devices',
  {
    DEVICE_IDLE_DAYS: variable(
      wholeNumber(270, { min: 30, max: 730 }),
      'days after which an installation of the app that was not heard of is forgotten with its push token; Android ends tokens after 270',
      { example: '270' },
    ),
    APP_EVENT_DAYS: variable(wholeNumber(90, { min: 7, max: 730 }), 'days that events of the app are kept', {
      example: '90',
    }),
  },
  (values) => ({ deviceIdleDays: values.DEVICE_IDLE_DAYS, eventDays: values.APP_EVENT_DAYS }),
);

export type DevicesConfig = ConfigOf<typeof devicesConfig>;
