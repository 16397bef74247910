import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

export const passwordsConfig = defineConfig(
  'passwords',
  {
    PASSWORD_MAX_AGE_DAYS: variable(
      wholeNumber(0, { min: 0, max: 3_650 }),
      'days after which a customer is asked for a new password; 0 for never',
      { example: '0' },
    ),
    PASSWORD_RECOVERY_WITHOUT_CODE: variable(
      z.enum(['code', 'provider-sms']).default('code'),
      'what a recovery without a verification does: send a one-time code, or have the ERP send a new password by SMS, which lets strangers replace passwords',
      { example: 'code' },
    ),
  },
  (values) => ({
    maxAgeDays: values.PASSWORD_MAX_AGE_DAYS,
    recoveryWithoutCode: values.PASSWORD_RECOVERY_WITHOUT_CODE,
  }),
);

export type PasswordsConfig = ConfigOf<typeof passwordsConfig>;
