import { z } from 'zod';
import { parseIsoDate, type PlainDate } from '../../src/common/brazil/dates.js';
import { Refusal, type Answer } from '../core/answer.js';
import type { HandlerRequest } from '../core/handler.js';
import type { VhsysState, ServiceOrder } from './state.js';

type Request = HandlerRequest<VhsysState>;

export const success = (data: readonly unknown[], paging?: object): Answer => ({
  body: { code: 200, status: 'success', ...(paging === undefined ? {} : { paging }), data },
});

/** The envelope of every documented refusal; they are all 403. */
export const failure = (text: string, status = 403): Answer => ({
  status,
  body: { code: status, status: 'error', data: text },
});

/** What the document leaves open: a request it gives no form to. */
const badRequest = (text: string): Refusal => new Refusal(failure(text, 400));

/** A path parameter documented as an integer. */
export function idParameter(request: Request, name: string): number {
  const text = request.params[name] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`O parâmetro ${name} deve ser um número inteiro.`);
  return Number(text);
}

/** The order of a path, outside the trash; refuses with `text` when there is none. */
export function orderOf(request: Request, name: string, text: string): ServiceOrder {
  const order = request.state.liveOrder(idParameter(request, name));
  if (order === undefined) throw new Refusal(failure(text));
  return order;
}

/** The body as documented, and nothing else in it; refuses with `text`. */
export function documentedBody<T>(request: Request, schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(request.body);
  if (!parsed.success) throw new Refusal(failure(text));
  return parsed.data;
}

/** The query as documented, and nothing else in it. */
export function documentedQuery<T>(request: Request, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  throw badRequest(`Parâmetro inválido: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}

/** Ids are typed Integer and exemplified as text. */
export const wireId = z.union([
  z.number().int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** A decimal with so many places, as text or number. */
export const wireDecimal = (places: number) =>
  z
    .union([z.number().nonnegative().transform(String), z.string()])
    .pipe(z.string().regex(new RegExp(`^\\d{1,10}(\\.\\d{1,${places}})?$`)))
    .transform(Number);

/** Reais with two places, as centavos. */
export const wireCentavos = wireDecimal(2).transform((reais) => Math.round(reais * 100));

/** `YYYY-MM-DD`; null for `0000-00-00`. */
export const wireDate = z.string().transform((text, context): PlainDate | null => {
  const date = parseIsoDate(text);
  if (date !== undefined) return date;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

/** `YYYY-MM-DD` of a day that exists. */
export const wireDay = wireDate.transform((date, context) => {
  if (date !== null) return date;
  context.addIssue({ code: 'custom', message: 'not a day' });
  return z.NEVER;
});

export const wireStatus = z.enum(['Em Aberto', 'Em Andamento', 'Atendido', 'Cancelado']);
