import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type InvalidField, Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

/** Checks and converts bodies and queries by their DTO classes; what a DTO does not name is dropped. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    // A refused value may be personal data: it is never repeated.
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new Problem(problems.validation, { invalidFields: flatten(errors, '') }),
  });

function flatten(errors: readonly ValidationError[], parent: string): InvalidField[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = parent === '' ? property : `${parent}.${property}`;
    const own = Object.values(constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...flatten(children ?? [], field)];
  });
}
