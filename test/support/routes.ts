import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getMetadataStorage } from 'class-validator';
import { ACCESS_METADATA } from '../../src/common/auth/access.decorator.js';
import { OWNED_METADATA, type OwnedSource } from '../../src/common/ownership/owned.decorator.js';

/** One route as its controller declares it. */
export interface DeclaredRoute {
  readonly method: string;
  /** `:name` for parameters. */
  readonly path: string;
  readonly audience: string;
  readonly owned: readonly OwnedSource[];
  /** Ids that the route takes in path, query or body, by the names callers use. */
  readonly ids: readonly string[];
}

const ID_NAME = /(^id$|Id$|_id$|Ids$|_ids$)/;

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string');

const joined = (...parts: string[]): string =>
  `/${parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;

/** Names of the fields that a DTO class lets in. */
function fieldsOf(target: unknown): string[] {
  if (typeof target !== 'function') return [];
  return getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .map(({ propertyName }) => propertyName);
}

/** Every route of the application, by method and path. */
export function declaredRoutes(app: NestFastifyApplication): DeclaredRoute[] {
  const reflector = app.get(Reflector);
  const routes: DeclaredRoute[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as object;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler: unknown = name === 'constructor' ? undefined : Reflect.get(prototype, name);
        if (typeof handler !== 'function' || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] ?? 'ALL';
        const dtos = (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as unknown[];
        for (const base of textsOf(Reflect.getMetadata(PATH_METADATA, metatype))) {
          for (const rest of textsOf(Reflect.getMetadata(PATH_METADATA, handler))) {
            const path = joined(base, rest);
            const inPath = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter ?? '');
            routes.push({
              method,
              path,
              audience: String(reflector.getAllAndOverride(ACCESS_METADATA, [handler, metatype])),
              owned: reflector.get<readonly OwnedSource[] | undefined>(OWNED_METADATA, handler) ?? [],
              ids: [...new Set([...inPath, ...dtos.flatMap(fieldsOf).filter((field) => ID_NAME.test(field))])].sort(),
            });
          }
        }
      }
    }
  }
  return routes.sort((left, right) => (`${left.path} ${left.method}` < `${right.path} ${right.method}` ? -1 : 1));
}
