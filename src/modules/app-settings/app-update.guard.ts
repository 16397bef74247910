import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ANY_APP_VERSION_METADATA } from '../../common/http/any-app-version.decorator.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { RetiredVersions } from './retired-versions.service.js';

/**
 * Refuses requests of retired versions of the app, on every route that does not say `@AnyAppVersion`. Whoever does not
 * say platform and version, or says what cannot be read, is let through: no other caller is to be locked out.
 */
@Injectable()
export class AppUpdateGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly retired: RetiredVersions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const { 'x-app-platform': platform, 'x-app-version': version } = headers;
    if ((platform !== 'ios' && platform !== 'android') || typeof version !== 'string') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(ANY_APP_VERSION_METADATA, targets) === true) return true;
    const retired = await this.retired.find(platform, version);
    if (retired === undefined) return true;
    throw new Problem(problems.appUpdateRequired, {
      detail: 'Esta versão do aplicativo não é mais aceita. Atualize para continuar.',
      extensions: { minimum_supported: retired.minimumSupported, store_url: retired.storeUrl },
    });
  }
}
