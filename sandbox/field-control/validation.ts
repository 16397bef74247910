import { z } from 'zod';
import { Refusal, type Answer } from '../core/answer.js';
import type { HandlerRequest } from '../core/handler.js';
import { looksLikeId } from './identifiers.js';

interface Fault {
  readonly reason: string;
  readonly message: string;
  /** `@.address.zipCode`. */
  readonly property: string;
}

/** The object that the document shows for status 422. */
export const invalid = (...faults: readonly Fault[]): Answer => ({
  status: 422,
  body: { code: 'resourceValidationErr', errors: faults.map((fault) => ({ code: null, ...fault })) },
});

export const refuseInvalid = (property: string, reason: string, message: string): never => {
  throw new Refusal(invalid({ reason, message, property }));
};

/** The document gives these statuses a meaning and no body; the words are those of its table. */
export const NOT_FOUND: Answer = { status: 404, body: 'O recurso não pode ser encontrado' };
export const WRONG_KEY: Answer = { status: 401, body: 'A API key é inválida' };
export const TOO_MANY: Answer = { status: 429, body: 'Quantidade máxima de requisições por segundo ultrapassada' };

/** The row of a path parameter's id. Refuses what is no id with 422, and an unknown one with 404. */
export function rowOf<S, T>(request: HandlerRequest<S>, name: string, find: (id: string) => T | undefined): T {
  const id = request.params[name] ?? '';
  if (!looksLikeId(id)) refuseInvalid(`@.${name}`, 'pattern', 'is not an id');
  const row = find(id);
  if (row === undefined) throw new Refusal(NOT_FOUND);
  return row;
}

const propertyOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (property, key) => (typeof key === 'number' ? `${property}[${key}]` : `${property}.${String(key)}`),
    '@',
  );

const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

function faultOf(issue: z.core.$ZodIssue): Fault {
  const property = propertyOf(issue.path);
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return { reason: 'optional', message: 'is missing and not optional', property };
  }
  if (issue.code === 'invalid_type') {
    return { reason: 'type', message: `must be ${issue.expected}, but is ${typeName(issue.input)}`, property };
  }
  if (issue.code === 'invalid_value') {
    return { reason: 'eq', message: `must be equal to one of [${issue.values.join(', ')}]`, property };
  }
  return { reason: issue.code, message: 'is not valid', property };
}

/** The body as documented; members that are not are left aside. Refuses with what is missing or wrong, all of it. */
export function requiredBody<S, T>(request: HandlerRequest<S>, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(request.body ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Refusal(invalid(...parsed.error.issues.map(faultOf)));
}

export const text = z.string().min(1);
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

export const addressBody = z.object({
  zipCode: z.string().regex(/^\d+$/),
  street: z.string(),
  number: z.string(),
  neighborhood: optionalText,
  complement: optionalText,
  city: z.string(),
  state: z.string(),
  coords: z.object({ latitude: z.number(), longitude: z.number() }),
});
