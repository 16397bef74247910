import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const filesConfig = defineConfig(
  'files',
  {
    PAYMENT_PROOF_BLOCK_HOURS: variable(
      wholeNumber(24, { min: 1, max: 720 }),
      'hours in which nothing more may be sent for a contract after a payment proof',
      { example: '24' },
    ),
    FILE_UPLOADS_PER_DAY: variable(wholeNumber(10, { min: 1, max: 1_000 }), 'uploads for a contract in 24 hours', {
      example: '10',
    }),
    FILE_UPLOAD_TIMEOUT_MS: variable(
      wholeNumber(30_000, { min: 1_000, max: 60_000 }),
      'milliseconds the ERP may take for the files of one upload, beyond the budget of other requests',
      { example: '30000' },
    ),
  },
  (values) => ({
    proofBlockHours: values.PAYMENT_PROOF_BLOCK_HOURS,
    perDay: values.FILE_UPLOADS_PER_DAY,
    timeoutMs: values.FILE_UPLOAD_TIMEOUT_MS,
  }),
);

export type FilesConfig = ConfigOf<typeof filesConfig>;
