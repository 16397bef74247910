import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { KeptContents } from './kept-contents.js';
import { REFRESH_ACTION } from './screen-actions.js';
import type { ScreenBuilder, SectionContent } from './screen-builder.js';
import { withinBudget } from './section-budget.js';
import type { EmittedSection, SectionType } from './section-registry.js';

/** A section that is read for itself: whatever becomes of it, the others of its screen are not touched. */
export interface SectionReading<T extends SectionType> {
  readonly id: string;
  readonly type: T;
  /** What the section is called when it cannot be shown. */
  readonly title: string;
  readonly budgetMs: number;
  /** Where good contents are kept, and whose this is; nothing stands in for a section without. */
  readonly keep?: { readonly contents: KeptContents<T>; readonly key: string };
  readonly read: () => Promise<SectionContent<T>>;
}

/** Reads sections side by side, each within its budget. */
@Injectable()
export class SectionRunner {
  constructor(private readonly logger: PinoLogger) {
    this.logger.setContext(SectionRunner.name);
  }

  /** Never fails: a section that cannot be read shows what was kept of it, or says so. */
  async run<T extends SectionType>(
    builder: ScreenBuilder,
    reading: SectionReading<T>,
  ): Promise<EmittedSection<T> | EmittedSection<'TEXT'> | undefined> {
    return builder.section(reading.id, reading.type, await this.contentOf(builder.screenId, reading));
  }

  private async contentOf<T extends SectionType>(
    screenId: string,
    { id, title, budgetMs, keep, read }: SectionReading<T>,
  ): Promise<SectionContent<T>> {
    try {
      const content = await withinBudget(budgetMs, read);
      if (content.state === 'ok' || content.state === 'empty') keep?.contents.store(keep.key, content);
      return content;
    } catch (error) {
      this.logger.warn({ err: error, screen: screenId, section: id }, 'a section could not be read');
      return keep?.contents.find(keep.key) ?? unread(title);
    }
  }
}

const unread = <T extends SectionType>(title: string): SectionContent<T> => ({
  state: 'error',
  data: null,
  actions: [REFRESH_ACTION],
  text: { title, text: 'Não foi possível carregar agora. Tente novamente em instantes.' },
});
