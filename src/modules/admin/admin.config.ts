import { z } from 'zod';
import { type ConfigOf, defineConfig, flag, variable, wholeNumber } from '../../common/config/config.js';

export const adminConfig = defineConfig(
  'admin',
  {
    ADMIN_TOTP_REQUIRED: variable(
      flag(false),
      'whether every administrator needs an authenticator app; a session without one may only enrol it',
      { example: 'false' },
    ),
    ADMIN_TOTP_ISSUER: variable(
      z
        .string()
        .default('Backend App Mobile')
        .refine((text) => !text.includes(':'), 'must not contain a colon'),
      'name under which authenticator apps show the accounts of administrators',
      { example: 'Backend App Mobile' },
    ),
    AUDIT_RETENTION_DAYS: variable(
      wholeNumber(1_825, { min: 185, max: 36_500 }),
      'days that the audit log keeps what administrators did; the database refuses less than six months',
      { example: '1825' },
    ),
  },
  (values) => ({
    totpRequired: values.ADMIN_TOTP_REQUIRED,
    totpIssuer: values.ADMIN_TOTP_ISSUER,
    auditRetentionDays: values.AUDIT_RETENTION_DAYS,
  }),
);

export type AdminConfig = ConfigOf<typeof adminConfig>;
