/** What an administrator may be allowed to do. */
export const ADMIN_ROLES = ['app-settings:write', 'faqs:write', 'files:write', 'operations', 'popups:write'] as const;
