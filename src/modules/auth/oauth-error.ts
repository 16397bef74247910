import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

const STATUSES = {
  invalid_request: 400,
  invalid_client: 401,
  unsupported_grant_type: 400,
  invalid_scope: 400,
} as const;

/** A refusal in OAuth's own words (RFC 6749 §5.2). */
export class OauthError extends Error {
  /** @param challenge whether the client came by HTTP Basic, and so is answered by its rules */
  constructor(
    readonly code: keyof typeof STATUSES,
    readonly description: string,
    readonly challenge = false,
  ) {
    super(code);
    this.name = 'OauthError';
  }
}

/** Stands on the token route only: everything else is answered as a problem. */
@Catch(OauthError)
export class OauthErrorFilter implements ExceptionFilter<OauthError> {
  catch({ code, description, challenge }: OauthError, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (challenge) void reply.header('www-authenticate', 'Basic realm="oauth"');
    void reply
      .status(STATUSES[code])
      .header('cache-control', 'no-store')
      .send({ error: code, error_description: description });
  }
}
