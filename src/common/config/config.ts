import { z } from 'zod';

/** One environment variable as a feature declares it. */
export interface ConfigVariable<T = unknown> {
  readonly schema: z.ZodType<T>;
  /** One line for `.env.example`. */
  readonly doc: string;
  /** What `.env.example` shows. */
  readonly example: string;
  /** A published value for demonstrations: used when the variable is unset, refused in production. */
  readonly demo?: string;
}

export type ConfigShape = Record<string, ConfigVariable>;
type Values<S extends ConfigShape> = { readonly [K in keyof S]: S[K] extends ConfigVariable<infer T> ? T : never };

/** A feature's configuration: its variables, and the injection token of the parsed object. */
export interface ConfigDefinition<T = unknown> {
  readonly feature: string;
  readonly token: symbol;
  readonly variables: ConfigShape;
  parse(environment: Environment): { value: T } | { faults: string[] };
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type ConfigOf<D> = D extends ConfigDefinition<infer T> ? T : never;

/** Every missing or wrong variable at once; values are never part of the text. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`configuration refused:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export const variable = <T>(
  schema: z.ZodType<T>,
  doc: string,
  options: { example?: string; demo?: string } = {},
): ConfigVariable<T> => ({
  schema,
  doc,
  example: options.example ?? options.demo ?? '',
  ...(options.demo === undefined ? {} : { demo: options.demo }),
});

export const isProduction = (environment: Environment): boolean => environment['NODE_ENV'] === 'production';

/**
 * Declares a feature's variables and how they become one typed object. `faultsBetween` names what is wrong with
 * variables that are each fine alone, one `NAME: what is wrong` a fault; `isSet` tells of variables of other features.
 */
export function defineConfig<S extends ConfigShape, T>(
  feature: string,
  variables: S,
  build: (values: Values<S>) => T,
  faultsBetween: (values: Values<S>, isSet: (name: string) => boolean) => readonly string[] = () => [],
): ConfigDefinition<T> {
  return {
    feature,
    token: Symbol(`config:${feature}`),
    variables,
    parse(environment) {
      const production = isProduction(environment);
      const faults: string[] = [];
      const values: Record<string, unknown> = {};
      const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
      for (const [name, declared] of Object.entries(variables)) {
        // An empty string in an env file means "not set".
        const given = environment[name] === '' ? undefined : environment[name];
        if (production && declared.demo !== undefined && (given === undefined || given === declared.demo)) {
          faults.push(`${name}: a value of your own is required in production`);
          continue;
        }
        const result = declared.schema.safeParse(given ?? declared.demo);
        if (result.success) values[name] = result.data;
        else faults.push(`${name}: ${result.error.issues.map((issue) => issue.message).join(', ')} (${declared.doc})`);
      }
      if (faults.length > 0) return { faults };
      // Each key of `variables` was parsed by its own schema above.
      const parsed = values as Values<S>;
      faults.push(...faultsBetween(parsed, isSet));
      return faults.length > 0 ? { faults } : { value: build(parsed) };
    },
  };
}

/**
 * Parses every feature's configuration once.
 * @throws ConfigError naming every missing or wrong variable of every feature.
 */
export function parseConfigs(
  definitions: readonly ConfigDefinition[],
  environment: Environment,
): ReadonlyMap<symbol, unknown> {
  const faults: string[] = [];
  const parsed = new Map<symbol, unknown>();
  for (const definition of definitions) {
    const result = definition.parse(environment);
    if ('faults' in result) faults.push(...result.faults);
    else parsed.set(definition.token, result.value);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return parsed;
}

const whole = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, `must be between ${minimum} and ${maximum}`);

/** A whole number with a default, bounded on both sides. */
export const wholeNumber = (fallback: number, bounds: { min: number; max: number }) =>
  z.string().default(String(fallback)).pipe(whole(bounds.min, bounds.max));

export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');

export const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

export const nonEmpty = z.string('is required').min(1, 'is required');
