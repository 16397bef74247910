import type { SectionContent } from './screen-builder.js';
import type { SectionType } from './section-registry.js';

/** Content that came from upstreams, kept answers among it. */
export const upstreamContent = <T extends SectionType>(
  content: Omit<SectionContent<T>, 'state' | 'asOf'>,
  staleSince: Date | undefined,
  isEmpty = false,
): SectionContent<T> => ({
  ...content,
  state: staleSince !== undefined ? 'stale' : isEmpty ? 'empty' : 'ok',
  ...(staleSince === undefined ? {} : { asOf: staleSince }),
});
