// Compiles everything to dist/ with "nest build" (settings in nest-cli.json), unless dist/ already is what these sources
// make; then it takes no time. Afterwards dist/ holds nothing of sources that are no longer there.
//
// A build is whole or none on purpose: the order in which the plugin lists an enumeration's words in the documentation
// follows from what the compiler checked before, so after a partial one the documentation would differ from a clone's.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const require = createRequire(import.meta.url);
const FOLDERS = ['src', 'sandbox', 'scripts', 'bench'].filter((folder) => existsSync(folder));
const SETTINGS = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const RECORD = join('dist', '.built-from');

const sources = FOLDERS.flatMap(filesBelow).filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));
const outputs = new Set(
  sources.flatMap((path) => ['.js', '.js.map'].map((ending) => join('dist', path.slice(0, -'.ts'.length) + ending))),
);
const fingerprint = createHash('sha256');
for (const path of [...SETTINGS, ...sources]) fingerprint.update(`${path}\0`).update(readFileSync(path)).update('\0');
const builtFrom = fingerprint.digest('hex');

const recorded = existsSync(RECORD) ? readFileSync(RECORD, 'utf8') : '';
if (recorded === builtFrom && [...outputs].every((output) => existsSync(output))) process.exit(0);

rmSync(RECORD, { force: true });
const nest = require.resolve('@nestjs/cli/bin/nest.js');
const { status } = spawnSync(process.execPath, [nest, 'build'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
for (const folder of FOLDERS) removeLeftovers(join('dist', folder));
writeFileSync(RECORD, builtFrom);

/** Every file below a folder, in an order that does not depend on the machine. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Deletes what no source compiles to, and folders that are empty then. */
function removeLeftovers(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeLeftovers(path);
    else if (!outputs.has(path)) rmSync(path);
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
