import { type CanActivate, type ExecutionContext, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keepRawBody, rawBodyOf } from '../../common/http/raw-body.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { isSignedDelivery } from './payment-signature.js';
import { type PaymentWebhookConfig, paymentWebhookConfig } from './payment-webhook.config.js';

const PAYMENT_WEBHOOK_PATH = '/app/v1/webhooks/payments';

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** Admits deliveries that the payment gateway signed, before anything in them is looked at. */
@Injectable()
export class PaymentSignatureGuard implements CanActivate, OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(paymentWebhookConfig.token) private readonly config: PaymentWebhookConfig,
  ) {}

  onModuleInit(): void {
    keepRawBody(this.host.httpAdapter.getInstance<FastifyInstance>(), PAYMENT_WEBHOOK_PATH);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { secret, windowSeconds } = this.config;
    const delivery = {
      timestamp: headerOf(request, 'x-payment-timestamp'),
      signature: headerOf(request, 'x-payment-signature'),
      body: rawBodyOf(request) ?? Buffer.alloc(0),
    };
    if (secret === undefined || !isSignedDelivery(delivery, { secret, windowSeconds })) {
      throw new Problem(problems.unauthenticated);
    }
    return true;
  }
}
