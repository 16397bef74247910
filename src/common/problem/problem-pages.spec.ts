import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectDirectory } from '../persistence/project-directory.js';
import { problemType } from './problem.js';
import { problems } from './problem-kinds.js';

const FOLDER = join(projectDirectory(), 'docs', 'problems');
const kinds = Object.values(problems);
const pageOf = (code: string): string => `${problemType(code).replace('/problems/', '')}.md`;

describe('pages of the problem kinds', () => {
  it('are one for each kind, and no others', () => {
    expect(kinds.length).toBeGreaterThan(0);
    expect(readdirSync(FOLDER).sort()).toEqual(kinds.map(({ code }) => pageOf(code)).sort());
  });

  it.each(kinds)('say what the API answers: $code', ({ code, status, title }) => {
    const page = readFileSync(join(FOLDER, pageOf(code)), 'utf8');
    expect(page.split('\n').slice(0, 5)).toEqual([
      `# ${code}`,
      '',
      `- \`type\`: \`${problemType(code)}\``,
      `- \`status\`: ${status}`,
      `- \`title\`: ${title}`,
    ]);
  });

  it.each(kinds)('say when it happens and what to do about it: $code', ({ code }) => {
    const page = readFileSync(join(FOLDER, pageOf(code)), 'utf8');
    for (const heading of ['What it means', 'When it is answered', 'What the app should do']) {
      expect(page).toMatch(new RegExp(`^## ${heading}\\n\\n\\S.{20,}`, 'm'));
    }
  });

  it('link only to pages that exist', () => {
    const pages = readdirSync(FOLDER);
    for (const page of pages) {
      const links = [...readFileSync(join(FOLDER, page), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(
        ([, target]) => target,
      );
      for (const target of links) expect(pages).toContain(target);
    }
  });
});
