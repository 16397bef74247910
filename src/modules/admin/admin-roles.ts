/** What an administrator may be allowed to do; the closed list that `roles` of an account is checked against. */
export const ADMIN_ROLES = [
  'admins:write',
  'app-settings:write',
  'audit:read',
  'content:write',
  'crypto:write',
  'faqs:write',
  'files:write',
  'legal:write',
  'oauth-clients:write',
  'operations',
  'popups:write',
  'push:write',
  'support:write',
  'svas:write',
  'warnings:write',
] as const;

export type AdminRole = (typeof ADMIN_ROLES)[number];
