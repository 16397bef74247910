import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const appContentConfig = defineConfig(
  'app-content',
  {
    CONTENT_KEPT_SECONDS: variable(
      wholeNumber(5, { min: 0, max: 60 }),
      'seconds for which an instance keeps published content in memory: for so long it may show what another instance has changed meanwhile; 0 reads it every time',
      { example: '5' },
    ),
    ONBOARDING_SEEN_DAYS: variable(
      wholeNumber(400, { min: 30, max: 1_000 }),
      'days after which it is forgotten that an installation of the app has seen an onboarding slide',
      { example: '400' },
    ),
  },
  (values) => ({ keptMs: values.CONTENT_KEPT_SECONDS * 1_000, seenDays: values.ONBOARDING_SEEN_DAYS }),
);

export type AppContentConfig = ConfigOf<typeof appContentConfig>;
