import type { Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { scrubPersonalData } from '../brazil/personal-data-patterns.js';
import type { HttpConfig } from '../http/http.config.js';
import { currentRequestScope } from '../http/request-scope.js';

/** Names under which secrets and personal data travel; a value under one of them is never printed. */
const SECRET_KEYS = [
  'authorization',
  'apiKey',
  'apikey',
  'Token',
  'password',
  'senha',
  'new_password',
  'current_password',
  'client_secret',
  'verification_token',
  'document',
  'cpf',
  'cpfcnpj',
  'access_token',
  'refresh_token',
  'email',
  'phone',
  'name',
];

/** Where a failed statement keeps its values: TypeORM its parameters, Postgres the row it refused. */
const VALUES_OF_STATEMENTS = ['err.parameters', 'err.driverError', 'err.detail', 'err.where'];

/**
 * Structured logs; every line of a request has its `request_id`. Secrets are left out by name and whatever looks like
 * personal data is replaced in the line itself, so that a forgotten name still shows nothing.
 */
export function loggingParams(config: HttpConfig, destination?: DestinationStream): Params {
  return {
    // No middleware: the request hooks log each request once, also one that no route takes.
    forRoutes: [],
    pinoHttp: {
      level: config.logLevel,
      redact: {
        paths: [...SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), ...VALUES_OF_STATEMENTS],
        censor: '[redacted]',
      },
      hooks: { streamWrite: scrubPersonalData },
      mixin: () => {
        const scope = currentRequestScope();
        return scope === undefined ? {} : { request_id: scope.requestId };
      },
      ...(destination === undefined ? {} : { stream: destination }),
    },
  };
}
