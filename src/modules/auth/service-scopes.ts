/** What a service may be allowed to do. */
export const SERVICE_SCOPES = ['crypto:write', 'partners:read', 'push:write'] as const;
