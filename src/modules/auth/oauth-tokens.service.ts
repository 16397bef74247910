import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { z } from 'zod';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { signAccessToken } from '../../common/auth/jwt-verification.js';
import { ServiceTokenRegistry } from '../../common/auth/token-registries.js';
import { verifySecret } from '../../common/auth/secret-hash.js';
import { OauthClientEntity } from './oauth-client.entity.js';
import { OauthError } from './oauth-error.js';

const text = z.string().min(1).max(256);
const tokenRequest = z.object({
  grant_type: text,
  client_id: text.optional(),
  client_secret: text.optional(),
  scope: z.string().max(512).optional(),
});

export interface ServiceToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly scope: string;
}

interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
  readonly byBasic: boolean;
}

/** Tokens of the audience `service`, by the client-credentials grant (RFC 6749 §4.4). */
@Injectable()
export class OauthTokens extends ServiceTokenRegistry {
  constructor(
    @InjectRepository(OauthClientEntity) private readonly clients: Repository<OauthClientEntity>,
    @Inject(authConfig.token) private readonly config: AuthConfig,
  ) {
    super();
  }

  /** Asked of the database every time: a client that was disabled is refused by every instance at once. */
  async isCurrent(clientId: string, tokenGeneration: string): Promise<boolean> {
    // By hand: asked at every request, where building the statement would cost five times what it does.
    const rows: unknown = await this.clients.query(
      'SELECT FROM oauth_client WHERE id = $1 AND token_generation = $2 AND disabled_at IS NULL',
      [clientId, tokenGeneration],
    );
    return Array.isArray(rows) && rows.length === 1;
  }

  /**
   * An unknown client, a wrong secret and a disabled client are told apart neither by the answer nor by its time.
   * @param authorization the header, for clients that authenticate by HTTP Basic
   * @throws OauthError
   */
  async issue(body: unknown, authorization: string | undefined): Promise<ServiceToken> {
    const parsed = tokenRequest.safeParse(body);
    if (!parsed.success) throw new OauthError('invalid_request', 'grant_type is missing, or a parameter is malformed');
    const { grant_type: grantType, client_id: id, client_secret: secret, scope } = parsed.data;
    if (grantType !== 'client_credentials') {
      throw new OauthError('unsupported_grant_type', 'only client_credentials is supported');
    }
    const credentials = basicCredentials(authorization) ?? (id && secret ? { id, secret, byBasic: false } : undefined);
    if (credentials === undefined) throw new OauthError('invalid_client', 'client authentication is missing');
    const client = await this.authenticate(credentials);
    const asked = scope?.split(' ').filter((word) => word !== '') ?? [];
    const granted = asked.length === 0 ? client.scopes : [...new Set(asked)];
    if (granted.some((word) => !client.scopes.includes(word))) {
      throw new OauthError('invalid_scope', 'the client may not have this scope');
    }
    const settings = this.config.serviceTokens;
    const words = granted.join(' ');
    return {
      accessToken: signAccessToken(settings, client.id, {
        scope: words,
        client_id: client.id,
        gen: client.tokenGeneration,
      }),
      expiresInSeconds: settings.lifetimeSeconds,
      scope: words,
    };
  }

  private async authenticate({ id, secret, byBasic }: ClientCredentials): Promise<OauthClientEntity> {
    const client = await this.clients.findOneBy({ id, disabledAt: IsNull() });
    // Every refusal has compared twice, whether there is a secret before this one or not.
    const right =
      (await verifySecret(client?.secretHash, secret)) || (await verifySecret(previousSecretHash(client), secret));
    if (client === null || !right) throw new OauthError('invalid_client', 'client authentication failed', byBasic);
    return client;
  }
}

/** Hash of the secret before the last rotation, while it is good. */
function previousSecretHash(client: OauthClientEntity | null): string | undefined {
  const until = client?.previousSecretUntil ?? null;
  return until !== null && until > new Date() ? (client?.previousSecretHash ?? undefined) : undefined;
}

/** RFC 6749 §2.3.1: both parts are form-encoded inside HTTP Basic. */
function basicCredentials(authorization: string | undefined): ClientCredentials | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, id, secret] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    const decoded = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
    return { id: decoded(id), secret: decoded(secret), byBasic: true };
  } catch {
    return undefined;
  }
}
