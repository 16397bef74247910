import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** The app that asks, as its headers say; an absent or odd header matches no content that asks for it. */
export interface AppCaller {
  readonly platform: string | undefined;
  readonly version: string | undefined;
}

/** The app that asks, by `x-app-platform` and `x-app-version`. */
export const CurrentApp = createParamDecorator((_: unknown, context: ExecutionContext): AppCaller => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { platform: single(headers['x-app-platform']), version: single(headers['x-app-version']) };
});

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Describes the headers that `CurrentApp` reads. */
export const ApiAppHeaders = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiHeader({ name: 'x-app-platform', required: false, description: '`ios` or `android`' }),
    ApiHeader({ name: 'x-app-version', required: false, description: 'Version of the app' }),
  );
