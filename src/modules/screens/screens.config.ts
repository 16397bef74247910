import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';
import { type HomeSectionId, homeSectionIds } from './home-sections.js';

const isHomeSection = (id: string): id is HomeSectionId => homeSectionIds.some((known) => known === id);

/** `section=milliseconds` pairs, separated by commas. */
const sectionBudgets = z
  .string()
  .default('')
  .transform((text, context) => {
    const budgets = new Map<HomeSectionId, number>();
    for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
      const [, id = '', milliseconds] = /^\s*([a-z-]+)\s*=\s*(\d{2,5})\s*$/.exec(pair) ?? [];
      if (!isHomeSection(id)) {
        context.addIssue({
          code: 'custom',
          message: `must be pairs such as ${homeSectionIds[0]}=800; sections are ${homeSectionIds.join(', ')}`,
        });
        return z.NEVER;
      }
      budgets.set(id, Number(milliseconds));
    }
    return budgets;
  });

export const screensConfig = defineConfig(
  'screens',
  {
    HOME_BUDGET_MS: variable(
      wholeNumber(2_000, { min: 100, max: 10_000 }),
      'milliseconds in which the home screen is answered, whatever its sections do',
      { example: '2000' },
    ),
    SECTION_BUDGET_MS: variable(
      wholeNumber(1_500, { min: 50, max: 10_000 }),
      'milliseconds a section of a screen may take; on the home screen never more than the screen itself',
      { example: '1500' },
    ),
    HOME_SECTION_BUDGETS_MS: variable(
      sectionBudgets,
      'sections of the home screen with another budget: section=milliseconds, separated by commas',
    ),
    SECTION_KEEP_SECONDS: variable(
      wholeNumber(3_600, { min: 0, max: 86_400 }),
      'seconds for which the last good content of a section may stand in when it cannot be read; 0 keeps none',
      { example: '3600' },
    ),
    SECTION_KEEP_ENTRIES: variable(
      wholeNumber(2_000, { min: 1, max: 100_000 }),
      'contents that are kept in memory for each section',
      { example: '2000' },
    ),
  },
  (values) => {
    const homeBudget = (id: HomeSectionId): number =>
      Math.min(values.HOME_BUDGET_MS, values.HOME_SECTION_BUDGETS_MS.get(id) ?? values.SECTION_BUDGET_MS);
    return {
      homeBudgetMs: values.HOME_BUDGET_MS,
      sectionBudgetMs: values.SECTION_BUDGET_MS,
      homeSectionBudgetMs: homeBudget,
      kept: { entries: values.SECTION_KEEP_ENTRIES, milliseconds: values.SECTION_KEEP_SECONDS * 1_000 },
    };
  },
);

export type ScreensConfig = ConfigOf<typeof screensConfig>;
