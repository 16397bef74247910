import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ADMIN_SCHEME, CHANNEL_KEY_SCHEME, CUSTOMER_SCHEME, SERVICE_SCHEME } from './common/auth/access.decorator.js';

/** Describes every route of the application. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Backend App Mobile')
    .setDescription(
      'The API behind the customer app of a fibre provider. JSON is snake_case, query parameters are camelCase, ids are strings, money is integer centavos. Every error is an `application/problem+json` document (RFC 9457).',
    )
    .setVersion('1')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'apiKey', description: 'Key of the channel' }, CHANNEL_KEY_SCHEME)
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Customer token' },
      CUSTOMER_SCHEME,
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Admin token' }, ADMIN_SCHEME)
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Token of a client, by client credentials' },
      SERVICE_SCHEME,
    )
    .addSecurity('fieldControlWebhook', {
      type: 'http',
      scheme: 'bearer',
      description: 'The secret set for webhooks in the panel of Field Control',
    })
    .addSecurity('paymentWebhook', {
      type: 'apiKey',
      in: 'header',
      name: 'X-Payment-Signature',
      description: 'HMAC-SHA-256 over the timestamp and the body, with the secret shared with the payment gateway',
    })
    .build();
  return SwaggerModule.createDocument(app, config, { operationIdFactory: (_controller, method) => method });
}
