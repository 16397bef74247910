import type { z } from 'zod';
import { parseCompactDayFirst, parseDashedDayFirst, type PlainDate } from '../../src/common/brazil/dates.js';
import { Refusal, type Answer } from '../core/answer.js';
import type { HandlerRequest } from '../core/handler.js';

/** `{ "error": … }`, which comes with status 200 as often as not. */
export const failure = (error: string, status = 200): Answer => ({ status, body: { error } });

const badRequest = (error: string): Refusal => new Refusal(failure(error, 400));

/** A path parameter documented as `[0-9]+`. Refuses anything else. */
export function numberParameter<S>(request: HandlerRequest<S>, name: string): number {
  const text = request.params[name] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`O parâmetro ${name} deve ser numérico.`);
  return Number(text);
}

/** A path parameter that holds a CPF or CNPJ without punctuation. */
export function documentParameter<S>(request: HandlerRequest<S>, name: string): string {
  const text = request.params[name] ?? '';
  if (!/^(\d{11}|[0-9A-Z]{12}\d{2})$/.test(text)) throw badRequest(`O parâmetro ${name} deve ser um CPF ou CNPJ.`);
  return text;
}

/** A path parameter with a closed set of values. Refuses any other. */
export function wordParameter<S, const W extends string>(
  request: HandlerRequest<S>,
  name: string,
  words: readonly W[],
): W {
  const word = words.find((candidate) => candidate === request.params[name]);
  if (word === undefined) throw badRequest(`Valores permitidos para ${name}: ${words.join(', ')}.`);
  return word;
}

/** A path parameter `ddMMyyyy`. Refuses anything else. */
export function compactDateParameter<S>(request: HandlerRequest<S>, name: string): PlainDate {
  const date = parseCompactDayFirst(request.params[name] ?? '');
  if (date === undefined) throw badRequest(`O parâmetro ${name} deve estar no formato ddMMyyyy.`);
  return date;
}

/** A query parameter `dd-MM-yyyy` that must be there. */
export function requiredDateQuery<S>(request: HandlerRequest<S>, name: string): PlainDate {
  const date = dateQuery(request, name);
  if (date === undefined) throw badRequest(`O parâmetro ${name} é obrigatório.`);
  return date;
}

/** A query parameter of any text that must be there. */
export function requiredTextQuery<S>(request: HandlerRequest<S>, name: string): string {
  const text = request.query[name];
  if (text === undefined || text === '') throw badRequest(`O parâmetro ${name} é obrigatório.`);
  return text;
}

/** A query parameter with a closed set of values; `undefined` when it is not there. */
export function wordQuery<S, const W extends string>(
  request: HandlerRequest<S>,
  name: string,
  words: readonly W[],
): W | undefined {
  const text = request.query[name];
  if (text === undefined) return undefined;
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw badRequest(`Valores permitidos para ${name}: ${words.join(', ')}.`);
  return word;
}

/** A numeric query parameter; `undefined` when it is not there. */
export function numberQuery<S>(request: HandlerRequest<S>, name: string): number | undefined {
  const text = request.query[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`O parâmetro ${name} deve ser numérico.`);
  return Number(text);
}

/** A query parameter `dd-MM-yyyy`; `undefined` when it is not there. */
export function dateQuery<S>(request: HandlerRequest<S>, name: string): PlainDate | undefined {
  const text = request.query[name];
  if (text === undefined) return undefined;
  const date = parseDashedDayFirst(text);
  if (date === undefined) throw badRequest(`O parâmetro ${name} deve estar no formato dd-MM-yyyy.`);
  return date;
}

/** The body as documented, members we do not name left aside. Refuses a body that lacks a required field. */
export function requiredBody<S, T>(request: HandlerRequest<S>, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw badRequest(field === '' ? 'O corpo da requisição é obrigatório.' : `O campo ${field} é obrigatório.`);
}
