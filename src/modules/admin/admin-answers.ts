import type { AdminTokenDto } from './admin-auth.dto.js';
import type { AdminToken } from './admin-tokens.js';

export const toAdminTokenDto = (token: AdminToken): AdminTokenDto => ({
  access_token: token.accessToken,
  token_type: 'Bearer',
  expires_in: token.expiresInSeconds,
  restriction: token.restriction ?? null,
  admin: { id: token.adminId, roles: [...token.roles] },
});
