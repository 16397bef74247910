import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the project's package.json, found alike from the sources and from the compiled files.
 *
 * @throws Error when no folder above this file has one.
 */
export function projectDirectory(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('no package.json above the program');
    folder = parent;
  }
  return folder;
}

/** Where the embedded server keeps its data when nothing else is configured. */
export function embeddedDataDirectory(): string {
  return join(projectDirectory(), '.data', 'postgres');
}
