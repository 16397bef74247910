import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto.js';

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'A field was refused',
  401: 'Missing, expired or refused credential',
  403: 'Not allowed',
  404: 'Not found, or not yours',
  409: 'Not possible in the present state',
  410: 'No longer valid',
  413: 'Too large',
  415: 'Unsupported format',
  422: 'Refused by a rule',
  423: 'Locked after too many failures',
  426: 'The app must be updated',
  428: 'The customer must give the password again',
  429: 'Too many requests; see `Retry-After`',
  500: 'Unexpected error',
  502: 'The provider’s system answered unexpectedly',
  503: 'The provider’s system is unavailable; see `Retry-After`',
  504: 'The provider’s system did not answer in time',
  507: 'Not enough disk space',
};

/** Describes the problem documents that a route may answer. */
export function ApiProblems(...statuses: number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: DESCRIPTIONS[status] ?? 'Problem',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}

/** The problems of a route that asks an upstream system. */
export const ApiUpstreamProblems = (): MethodDecorator & ClassDecorator => ApiProblems(502, 503, 504);
