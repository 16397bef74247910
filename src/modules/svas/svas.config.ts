import { z } from 'zod';
import { type ConfigOf, defineConfig, httpUrl, variable, wholeNumber } from '../../common/config/config.js';

export const svasConfig = defineConfig(
  'svas',
  {
    SVA_LINK_BASE_URL: variable(
      z.string().default('http://localhost:3000').pipe(httpUrl),
      'address at which customers reach this API: activation links begin with it',
      { example: 'http://localhost:3000' },
    ),
    SVA_LINK_SECONDS: variable(
      wholeNumber(600, { min: 30, max: 86_400 }),
      'seconds in which an activation link must be used',
      { example: '600' },
    ),
  },
  (values) => ({
    linkBaseUrl: values.SVA_LINK_BASE_URL.replace(/\/+$/, ''),
    linkSeconds: values.SVA_LINK_SECONDS,
  }),
);

export type SvasConfig = ConfigOf<typeof svasConfig>;
