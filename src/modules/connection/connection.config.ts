import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const connectionConfig = defineConfig(
  'connection',
  {
    CONNECTION_INTERIM_SECONDS: variable(
      wholeNumber(600, { min: 30, max: 86_400 }),
      'seconds between two signs of life that the network accounts of a connection; one silent for twice as long is offline',
      { example: '600' },
    ),
  },
  (values) => ({ interimSeconds: values.CONNECTION_INTERIM_SECONDS }),
);

export type ConnectionConfig = ConfigOf<typeof connectionConfig>;
