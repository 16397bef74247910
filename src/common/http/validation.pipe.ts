import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { type InvalidField, Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';

/** The storage is the process's own, whatever number of applications it builds. */
let rulesAreKept = false;

type RulesOf = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

/**
 * class-validator looks through the rules of all classes for each object that it checks. They are all declared once the
 * program has started, so the answer for a class is kept.
 */
function keepRules(): void {
  if (rulesAreKept) return;
  rulesAreKept = true;
  const storage = getMetadataStorage();
  const find: RulesOf = storage.getTargetValidationMetadatas.bind(storage);
  const kept = new Map<unknown, ReturnType<RulesOf>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema !== undefined || always || strictGroups || groups !== undefined) {
      return find(target, schema, always, strictGroups, groups);
    }
    let rules = kept.get(target);
    if (rules === undefined) {
      rules = find(target, schema, always, strictGroups, groups);
      kept.set(target, rules);
    }
    return rules;
  };
}

/** Checks and converts bodies and queries by their DTO classes; what a DTO does not name is dropped. */
export const createValidationPipe = (): ValidationPipe => {
  keepRules();
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    // A refused value may be personal data: it is never repeated.
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new Problem(problems.validation, { invalidFields: flatten(errors, '') }),
  });
};

function flatten(errors: readonly ValidationError[], parent: string): InvalidField[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = parent === '' ? property : `${parent}.${property}`;
    const own = Object.values(constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...flatten(children ?? [], field)];
  });
}
