import { deepLink, openUrl } from './screen-actions.js';
import type { ScreenActionDto } from './screen.dto.js';

/** What a tap on something that administrators wrote opens. */
export interface WrittenAction {
  readonly type: 'DEEPLINK' | 'OPEN_URL';
  readonly value: string;
}

export const writtenActions = (id: string, label: string, action: WrittenAction | null): ScreenActionDto[] => {
  if (action === null) return [];
  return [(action.type === 'DEEPLINK' ? deepLink : openUrl)(id, label, action.value)];
};
