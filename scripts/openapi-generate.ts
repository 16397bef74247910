import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { configDefinitions } from '../src/app.config.js';
import { createApplication } from '../src/application.js';
import { parseConfigs } from '../src/common/config/config.js';
import { createOpenApiDocument } from '../src/openapi.js';

const TARGET = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Values that only let the configuration be parsed: in preview mode nothing of it is ever used. */
function placeholderEnvironment(): Record<string, string> {
  const key = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgres://localhost/unused',
    CUSTOMER_TOKEN_PRIVATE_KEY: key,
    ADMIN_TOKEN_PRIVATE_KEY: key,
    WEBSERVICE_CLIENTE_URL: 'http://localhost',
    WEBSERVICE_CLIENTE_USER: 'unused',
    WEBSERVICE_CLIENTE_PASSWORD: 'unused',
  };
}

/** The same value with the keys of every object in alphabetical order, so that two runs write the same bytes. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

/** @throws Error naming every route without an operation id and every id that two routes share. */
function checkOperationIds(paths: Readonly<Record<string, object>>): number {
  const routes = new Map<string, string[]>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!METHODS.has(method)) continue;
      const id = String(Reflect.get(operation as object, 'operationId') ?? '');
      routes.set(id, [...(routes.get(id) ?? []), `${method.toUpperCase()} ${path}`]);
    }
  }
  const faults = [...routes].filter(([id, named]) => id === '' || named.length > 1);
  if (faults.length > 0) {
    throw new Error(faults.map(([id, named]) => `operationId "${id}" is of ${named.join(' and ')}`).join('\n'));
  }
  return routes.size;
}

const app = await createApplication(parseConfigs(configDefinitions, placeholderEnvironment()), { preview: true });
const document = createOpenApiDocument(app);
const count = checkOperationIds(document.paths);
if (count === 0) throw new Error('the document describes no route');
const text = `${JSON.stringify(sorted(document), null, 2)}\n`;
if (process.argv.includes('--check')) {
  const present = await readFile(TARGET, 'utf8').catch(() => '');
  if (present !== text) throw new Error('docs/openapi.json is not what the code describes: run "npm run openapi"');
  process.stdout.write(`openapi: ${count} operations, docs/openapi.json is up to date\n`);
} else {
  await writeFile(TARGET, text);
  process.stdout.write(`openapi: ${count} operations written to docs/openapi.json\n`);
}
