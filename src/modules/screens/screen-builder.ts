import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { weakETag } from '../../common/http/conditional-get.js';
import type { LinkPolicy } from '../../common/links/link-policy.js';
import type { AppKnowledge } from './app-knowledge.js';
import { isAllowedAction } from './screen-actions.js';
import type { LinkItemDto, ScreenActionDto, ScreenDto, SectionDto, SectionState, TextDataDto } from './screen.dto.js';
import type { EmittedSection, SectionDataByType, SectionType } from './section-registry.js';

/** The screen document as a whole: members of the screen and of sections, not of any section's data. */
const SCHEMA_VERSION = 3;
const TEXT_VERSION = 1;

/** What a section shows, whatever app it is for. */
export interface SectionContent<T extends SectionType> {
  readonly state: SectionState;
  /** When kept data was read. */
  readonly asOf?: Date;
  readonly data: SectionDataByType[T] | null;
  readonly actions?: readonly ScreenActionDto[];
  /** The same in words, for apps that do not know the type; they see nothing where there are none. */
  readonly text?: TextDataDto;
  /** Goes with the words in place of `actions`, where the section has its actions in its data. */
  readonly textActions?: readonly ScreenActionDto[];
}

export interface ScreenFrame {
  /** How long the app may keep the screen. */
  readonly ttlSeconds: number;
  /** After how long the app reads the screen anew while it is shown. */
  readonly refreshAfterSeconds: number;
}

/** Builds one screen for one app: nothing leaves it that the app cannot show or do, or that leads where it may not. */
export class ScreenBuilder {
  constructor(
    readonly screenId: string,
    readonly app: AppKnowledge,
    private readonly policy: LinkPolicy,
  ) {}

  /** Those actions that the app can carry out and that may be offered. */
  actions(wanted: readonly ScreenActionDto[]): ScreenActionDto[] {
    return wanted.filter((action) => this.app.canDo(action) && isAllowedAction(action, this.policy));
  }

  /** Undefined for an app that knows neither the type nor words for it. */
  section<T extends SectionType>(
    id: string,
    type: T,
    content: SectionContent<T>,
  ): EmittedSection<T> | EmittedSection<'TEXT'> | undefined {
    const { data, text, actions = [], textActions = actions } = content;
    const frame = {
      id,
      state: content.state,
      ...(content.asOf === undefined ? {} : { as_of: toSaoPauloInstant(content.asOf) }),
      analytics: { name: 'section_view', params: { screen_id: this.screenId, section_id: id, section_type: type } },
    };
    const words =
      text === undefined
        ? undefined
        : { type: 'TEXT' as const, version: TEXT_VERSION, data: text, actions: this.actions(textActions) };
    const known = this.app.newestOf(type);
    if (known === undefined) return words === undefined ? undefined : { ...frame, ...words };
    return {
      ...frame,
      type,
      version: known.version,
      data: data === null || known.reduce === undefined ? data : known.reduce(data),
      actions: this.actions(actions),
      ...(this.app.isUnknown && words !== undefined ? { fallback: words } : {}),
    };
  }

  /** A section of links; one whose way is closed to the app is left out. */
  links(id: string, title: string | null, items: readonly LinkItemDto[]) {
    const open = items.flatMap((item) => {
      const [action] = this.actions([item.action]);
      return action === undefined ? [] : [{ ...item, action }];
    });
    return this.section(id, 'LINKS', { state: open.length === 0 ? 'empty' : 'ok', data: { title, items: open } });
  }

  /** The screen of those sections that there are, in their order. */
  screen<S extends SectionDto>(
    { ttlSeconds, refreshAfterSeconds }: ScreenFrame,
    sections: readonly (S | undefined)[],
  ): ScreenDto & { sections: S[] } {
    const shown = sections.filter((section) => section !== undefined);
    const screen = {
      schema_version: SCHEMA_VERSION,
      screen_id: this.screenId,
      ttl_s: ttlSeconds,
      sections: shown,
      layout: { order: shown.map(({ id }) => id) },
      refresh: { pull: true, after_s: refreshAfterSeconds },
    };
    return { ...screen, etag: weakETag(JSON.stringify(screen)) };
  }
}
