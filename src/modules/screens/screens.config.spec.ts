import { describe, expect, it } from '@jest/globals';
import { type ScreensConfig, screensConfig } from './screens.config.js';

function parsed(environment: Record<string, string>): ScreensConfig {
  const result = screensConfig.parse(environment);
  if ('faults' in result) throw new Error(result.faults.join());
  return result.value;
}

describe('budgets of sections', () => {
  it('are the common one unless a section has its own, and never above that of Home', () => {
    const config = parsed({
      HOME_BUDGET_MS: '1000',
      SECTION_BUDGET_MS: '800',
      HOME_SECTION_BUDGETS_MS: 'menu=200, invoices = 5000',
    });
    expect(config.homeSectionBudgetMs('banners')).toBe(800);
    expect(config.homeSectionBudgetMs('menu')).toBe(200);
    expect(config.homeSectionBudgetMs('invoices')).toBe(1_000);
  });

  it.each(['nothing=100', 'menu', 'menu=1', 'menu=100;banners=200'])('refuse %s', (text) => {
    expect(screensConfig.parse({ HOME_SECTION_BUDGETS_MS: text })).toHaveProperty('faults');
  });
});
