import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectDirectory } from '../../common/persistence/project-directory.js';

const manifestSchema = z.object({ version: z.string() });

/** The product's version, as its package.json says. */
export function readProductVersion(): string {
  return manifestSchema.parse(JSON.parse(readFileSync(join(projectDirectory(), 'package.json'), 'utf8'))).version;
}
