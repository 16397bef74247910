import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { projectDirectory } from '../src/common/persistence/project-directory.js';
import { decode } from '../src/upstreams/core/decode.js';
import { lenientItem } from '../src/upstreams/core/drift.js';
import type { AnswerFormat, Operation } from '../src/upstreams/core/operation.js';
import { fieldControlEvents } from '../src/upstreams/field-control/field-control.events.js';
import { FIELD_CONTROL } from '../src/upstreams/field-control/field-control.operation.js';
import { type CataloguedSystem, upstreamSystems } from '../src/upstreams/systems.js';

/**
 * Writes `docs/upstreams/<system>.openapi.json`: what this product asks of each system and reads of its answers, from
 * the operation objects and their fixtures. With `--check` it compares instead.
 */
const TARGET = join(projectDirectory(), 'docs/upstreams');
const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete', PATCH: 'patch' } as const;
const PLACEHOLDER = /\{(\w+)\}/g;
/** What means more than itself in a regular expression. */
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

type Json = Readonly<Record<string, unknown>>;

const answerSchema = z.object({
  status: z.number(),
  contentType: z.string().default('application/json'),
  body: z.unknown().optional(),
});
const fixtureSchema = z.object({
  source: z.enum(['documented', 'assumed']),
  request: z.object({
    path: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
  }),
  answer: answerSchema,
  failures: z.array(z.object({ answer: answerSchema, kind: z.string() })).default([]),
});
type Fixture = z.infer<typeof fixtureSchema>;
const eventFixtureSchema = z.object({ source: z.string(), body: z.unknown().optional() });

const header = (name: string, description: string): Json => ({ type: 'apiKey', in: 'header', name, description });
const BASIC: Json = { type: 'http', scheme: 'basic', description: 'Our user.' };

/** Credentials by the family that an operation names: schemes, and which of them go together. */
const FAMILIES: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'webservice-cliente basic': { basic: BASIC },
  'webservice-cliente token': { basic: BASIC, token: header('Token', 'Fetched with our user, and renewed.') },
  // The customer's own user and password stand in the request's body.
  'webservice-cliente customer': { basic: BASIC },
  'field-control api-key': { apiKey: header('X-Api-Key', 'Our key.') },
  'vhsys access-tokens': {
    accessToken: header('access-token', 'Our Access-Token.'),
    secretAccessToken: header('secret-access-token', 'Our Secret-Access-Token.'),
  },
  'mosia authorization': { authorization: header('Authorization', 'Our token, without a scheme.') },
};

function schemesOf({ system, auth, id }: Operation): Readonly<Record<string, Json>> {
  const schemes = FAMILIES[`${system} ${auth}`];
  if (schemes === undefined) throw new Error(`${id}: how ${system} checks "${auth}" is not written down`);
  return schemes;
}

/** The wire form of a schema, its lenient lists with their items. */
function wireSchema(schema: z.ZodType): Json {
  const { $schema: _, ...document } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const item = lenientItem(zodSchema);
      if (item !== undefined) Object.assign(jsonSchema, { items: wireSchema(item) });
      // Said of every integer, and nothing that a system documents.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return document;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The members of a documented object, and which of them are required. */
function membersOf(schema: z.ZodType | undefined): readonly { name: string; schema: Json; required: boolean }[] {
  if (schema === undefined) return [];
  const document = wireSchema(schema);
  const required = z.array(z.string()).default([]).parse(document['required']);
  const properties = z.record(z.string(), z.record(z.string(), z.unknown())).default({}).parse(document['properties']);
  return Object.entries(properties).map(([name, member]) => ({
    name,
    schema: member,
    required: required.includes(name),
  }));
}

/** Values of the placeholders in a request that was made from the template. */
function pathExamples(template: string, path: string): ReadonlyMap<string, string> {
  const [route = ''] = template.split('?');
  const names = [...route.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  const literal = route.replaceAll(' ', '%20').split(PLACEHOLDER);
  const pattern = literal
    .map((part, position) => (position % 2 === 0 ? part.replace(SPECIAL, '\\$&') : '([^/?]*)'))
    .join('');
  const values = new RegExp(`^${pattern}`).exec(path)?.slice(1) ?? [];
  return new Map(names.map((name, position) => [name, decodeURIComponent(values[position] ?? '')]));
}

function parametersOf({ request, path }: Operation, fixture: Fixture): readonly Json[] {
  const [route = '', search = ''] = fixture.request.path.split('?');
  const inPath = pathExamples(path, route);
  const inQuery = new URLSearchParams(search);
  const documented = new Map(membersOf(request.path).map(({ name, schema }) => [name, schema]));
  const parameter = (
    place: string,
    name: string,
    schema: Json,
    required: boolean,
    example: string | null | undefined,
  ) => ({
    name,
    in: place,
    required,
    schema,
    ...(example === null || example === undefined || example === ''
      ? {}
      : { example: /^(integer|number)$/.test(String(schema['type'])) ? Number(example) : example }),
  });
  const names = [...path.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  return [
    ...names.map((name) => parameter('path', name, documented.get(name) ?? { type: 'string' }, true, inPath.get(name))),
    ...membersOf(request.query).map(({ name, schema, required }) =>
      parameter('query', name, schema, required, inQuery.get(name)),
    ),
    ...membersOf(request.headers).map(({ name, schema, required }) =>
      parameter('header', name, schema, required, fixture.request.headers[name]),
    ),
  ];
}

/** What the envelope takes out of a payload, put back where it was found: the schema of the whole answer. */
function wholeAnswer(payload: unknown, held: unknown, schema: Json): Json {
  if (isDeepStrictEqual(payload, held)) return schema;
  const within = (name: string, member: Json) => ({ type: 'object', properties: { [name]: member }, required: [name] });
  if (typeof payload === 'object' && payload !== null) {
    for (const [name, value] of Object.entries(payload)) {
      if (isDeepStrictEqual(value, held)) return within(name, schema);
    }
    for (const [name, value] of Object.entries(payload)) {
      if (Array.isArray(value) && value.length > 0 && isDeepStrictEqual(value[0], held)) {
        return within(name, { type: 'array', items: schema });
      }
    }
    const members = typeof held === 'object' && held !== null ? Object.entries(held) : [];
    if (members.length > 0 && members.every(([name, value]) => isDeepStrictEqual(memberOf(payload, name), value)))
      return schema;
  }
  return {
    ...(typeof payload === 'string' ? { type: 'string' } : {}),
    description: 'In words of the system’s own; `x-held` is what they are read as.',
    'x-held': schema,
  };
}

const MEDIA_TYPES: Readonly<Record<AnswerFormat, string>> = {
  json: 'application/json',
  'lenient-json': 'application/json',
  word: 'text/plain',
  pdf: 'application/pdf',
};

function successOf(operation: Operation, { answer, source }: Fixture): Json {
  const { format } = operation;
  if (answer.body === undefined || answer.body === null || answer.body === '') return {};
  if (format === 'pdf')
    return { [MEDIA_TYPES.pdf]: { schema: { type: 'string', contentMediaType: 'application/pdf' } } };
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const raw = {
    status: answer.status,
    contentType: answer.contentType,
    retryAfter: undefined,
    body: Buffer.from(text),
  };
  const decoded = decode(raw, format);
  const outcome = decoded.ok ? operation.envelope(decoded.payload, answer.status) : undefined;
  if (!decoded.ok || outcome?.ok !== true) throw new Error(`${operation.id}: its own fixture is no success`);
  return {
    [answer.contentType.split(';')[0] ?? MEDIA_TYPES[format]]: {
      schema: wholeAnswer(decoded.payload, outcome.value, wireSchema(operation.answer)),
      examples: { [source]: { value: answer.body } },
    },
  };
}

/** One response for each status, failures that come with a success's status among its examples. */
function responsesOf(operation: Operation, fixture: Fixture): Json {
  const responses = new Map<number, { description: string; content: Record<string, unknown> }>();
  responses.set(fixture.answer.status, { description: 'What is asked for.', content: successOf(operation, fixture) });
  fixture.failures.forEach(({ answer, kind }, position) => {
    const response = responses.get(answer.status) ?? { description: 'A refusal.', content: {} };
    const type = answer.contentType.split(';')[0] ?? '';
    const content = z.record(z.string(), z.unknown()).default({}).parse(response.content[type]);
    const examples = z.record(z.string(), z.unknown()).default({}).parse(content['examples']);
    const name = `${kind}-${position + 1}`;
    response.content[type] = { ...content, examples: { ...examples, [name]: { summary: kind, value: answer.body } } };
    responses.set(answer.status, response);
  });
  return Object.fromEntries([...responses].sort(([left], [right]) => left - right));
}

function describe(operation: Operation, fixture: Fixture): Json {
  const { id, system, title, auth, effect, request, assumption } = operation;
  return {
    operationId: id,
    summary: title,
    tags: [id.slice(system.length + 1).split('.')[0]],
    security: [Object.fromEntries(Object.keys(schemesOf(operation)).map((name) => [name, []]))],
    'x-auth': auth,
    'x-effect': effect,
    ...(assumption === undefined ? {} : { 'x-assumption': assumption }),
    parameters: parametersOf(operation, fixture),
    ...(request.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: wireSchema(request.body),
                ...(fixture.request.body === undefined ? {} : { example: fixture.request.body }),
              },
            },
          },
        }),
    responses: responsesOf(operation, fixture),
  };
}

/** The routes; where several operations share one, the others stand in `x-also` of the first. */
function pathsOf(operations: readonly Operation[], fixtures: ReadonlyMap<string, Fixture>): Json {
  const paths = new Map<string, Map<string, Record<string, unknown>>>();
  const routes = new Map<string, Record<string, unknown>>();
  for (const operation of operations) {
    const fixture = fixtures.get(operation.id);
    if (fixture === undefined) throw new Error(`${operation.id} has no fixture`);
    const described: Record<string, unknown> = { ...describe(operation, fixture) };
    const [path = ''] = operation.path.split('?');
    const route = `${operation.method} ${path.replace(PLACEHOLDER, '{}')}`;
    const first = routes.get(route);
    if (first !== undefined) {
      first['x-also'] = [...z.array(z.unknown()).default([]).parse(first['x-also']), described];
      continue;
    }
    routes.set(route, described);
    paths.set(
      path,
      (paths.get(path) ?? new Map<string, Record<string, unknown>>()).set(METHODS[operation.method], described),
    );
  }
  return Object.fromEntries([...paths].map(([path, item]) => [path, Object.fromEntries(item)]));
}

/** The events that Field Control delivers to us. */
function webhooksOf(examples: Json): Json {
  const described = fieldControlEvents.map(({ name, title, payload, assumption }) => {
    const example = eventFixtureSchema.safeParse(examples[name]);
    const content = {
      schema: wireSchema(payload),
      ...(example.success ? { examples: { [example.data.source]: { value: example.data.body } } } : {}),
    };
    const post = {
      operationId: `${FIELD_CONTROL}.${name}`,
      summary: title,
      ...(assumption === undefined ? {} : { 'x-assumption': assumption }),
      requestBody: { required: true, content: { 'application/json': content } },
      responses: { '2XX': { description: 'Received.' } },
    };
    return [name, { post }] as const;
  });
  return Object.fromEntries(described);
}

const EVENTS_FILE = 'events.json';
const jsonObject = z.record(z.string(), z.unknown());

async function documentOf({ id, title, operations }: CataloguedSystem): Promise<Json> {
  const folder = join(projectDirectory(), 'src/upstreams', id, 'fixtures');
  const read = async (file: string) => jsonObject.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const fixtures = new Map<string, Fixture>();
  for (const file of files.filter((name) => name !== EVENTS_FILE)) {
    for (const [key, fixture] of Object.entries(await read(file))) fixtures.set(key, fixtureSchema.parse(fixture));
  }
  const securitySchemes = Object.assign({}, ...operations.map(schemesOf)) as Json;
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description:
        'What this product asks of the system and reads of its answers, generated from the operation catalogue. ' +
        'Members that nobody reads are left out. `x-effect` decides on retries, `x-auth` is the family of credentials.',
    },
    paths: pathsOf(operations, fixtures),
    ...(id === FIELD_CONTROL
      ? { webhooks: webhooksOf(files.includes(EVENTS_FILE) ? await read(EVENTS_FILE) : {}) }
      : {}),
    components: { securitySchemes },
  };
}

const check = process.argv.includes('--check');
const stale: string[] = [];
await mkdir(TARGET, { recursive: true });
for (const system of upstreamSystems) {
  const file = `${system.id}.openapi.json`;
  const text = `${JSON.stringify(await documentOf(system), null, 2)}\n`;
  if (!check) await writeFile(join(TARGET, file), text);
  else if ((await readFile(join(TARGET, file), 'utf8').catch(() => '')) !== text) stale.push(file);
}
if (stale.length > 0) {
  throw new Error(`not what the catalogue says: ${stale.join(', ')}; run "npm run upstreams:openapi"`);
}
const count = upstreamSystems.reduce((sum, { operations }) => sum + operations.length, 0);
process.stdout.write(
  `upstreams: ${count} operations ${check ? 'are described as they are' : 'described'} in docs/upstreams\n`,
);
