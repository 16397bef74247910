import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configDefinitions } from '../src/app.config.js';
import { bootConfig } from '../src/boot.config.js';
import type { ConfigVariable } from '../src/common/config/config.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const TARGET = join(PROJECT, '.env.example');
/** Where the environment enters the product, and where the database's own programs are handed their PATH. */
const ENVIRONMENT_READERS = new Set(['src/run.ts', 'src/common/persistence/postgres-cluster.ts']);
const HEADER = `# Every setting of the product, as "npm run config:write" prints it from the code.
# The product reads its environment once, at start, and names every missing or wrong value together.
# An empty value means "not set". Keep real secrets out of this file.
`;

const definitions = [bootConfig, ...configDefinitions];

function lineOf(name: string, variable: ConfigVariable): string {
  const note = variable.demo === undefined ? '' : ' (the value below is for demonstrations: production refuses it)';
  const value = /[\s#'"$\\]/.test(variable.example) ? JSON.stringify(variable.example) : variable.example;
  return `# ${variable.doc}${note}\n${name}=${value}\n`;
}

const exampleFile = (): string =>
  [
    HEADER,
    ...definitions.map(({ feature, variables }) => {
      const lines = Object.entries(variables).map(([name, variable]) => lineOf(name, variable));
      return `\n# ---- ${feature} ----\n\n${lines.join('\n')}`;
    }),
  ].join('');

/** Declarations that contradict each other, say nothing, or show a value that they refuse themselves. */
function faultsOfDeclarations(): string[] {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const { feature, variables } of definitions) {
    for (const [name, { schema, doc, example }] of Object.entries(variables)) {
      const owner = owners.get(name);
      if (owner !== undefined) faults.push(`${name} is declared by ${owner} and by ${feature}`);
      owners.set(name, feature);
      if (doc.trim() === '') faults.push(`${name} is not documented`);
      if (example !== '' && !schema.safeParse(example).success) faults.push(`${name} refuses its own example`);
    }
  }
  return faults;
}

/** Variables that the sources read past their declarations. */
async function faultsOfSources(): Promise<string[]> {
  const declared = new Set(definitions.flatMap(({ variables }) => Object.keys(variables)));
  const faults: string[] = [];
  let files = 0;
  for await (const file of glob('src/**/*.ts', { cwd: PROJECT })) {
    if (file.endsWith('.spec.ts')) continue;
    files += 1;
    const text = await readFile(join(PROJECT, file), 'utf8');
    if (/\bprocess\s*\.\s*env\b/.test(text) && !ENVIRONMENT_READERS.has(file)) {
      faults.push(`${file} reads process.env: declare the variable in its feature's configuration`);
    }
    for (const [, name = ''] of text.matchAll(/\b(?:environment|given)\[['"]([A-Z0-9_]+)['"]\]/g)) {
      if (!declared.has(name)) faults.push(`${file} reads ${name}, which no feature declares`);
    }
  }
  if (files === 0) faults.push('no source file was found to check');
  return faults;
}

const text = exampleFile();
if (process.argv.includes('--write')) {
  await writeFile(TARGET, text);
  process.stdout.write('config: .env.example written\n');
} else {
  const faults = [...faultsOfDeclarations(), ...(await faultsOfSources())];
  const present = await readFile(TARGET, 'utf8').catch(() => '');
  if (present !== text) faults.push('.env.example is not what the code reads: run "npm run config:write"');
  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\n`);
    process.exitCode = 1;
  } else {
    const count = definitions.reduce((sum, { variables }) => sum + Object.keys(variables).length, 0);
    process.stdout.write(`config: ${count} variables of ${definitions.length} features, .env.example is complete\n`);
  }
}
