import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import type { CreatedPopupDto, PopupDto } from './popup.dto.js';
import type { PopupEntity } from './popup.entity.js';
import type { SelectedPopup } from './popup-selection.js';

export const toPopupDto = (popup: SelectedPopup): PopupDto => ({
  id: popup.id,
  title: popup.title,
  body: popup.body,
  image_url: popup.image_url,
  actions: [...popup.actions],
  screen: popup.screen,
  starts_at: toSaoPauloInstant(popup.starts_at),
  ends_at: toSaoPauloInstant(popup.ends_at),
  priority: popup.priority,
  blocking: popup.blocking,
});

/** Documents are answered as a number: their hashes are of use to nobody outside. */
export function toCreatedPopupDto(popup: PopupEntity): CreatedPopupDto {
  const { document_hashes, cities, plans, statuses, platforms, min_version, max_version } = popup.target;
  return {
    ...toPopupDto({
      ...popup,
      image_url: popup.imageUrl,
      starts_at: popup.startsAt,
      ends_at: popup.endsAt,
    }),
    target: {
      documents_count: document_hashes?.length ?? null,
      ...(cities && { cities: [...cities] }),
      ...(plans && { plans: [...plans] }),
      ...(statuses && { statuses: [...statuses] }),
      ...(platforms && { platforms: [...platforms] }),
      ...(min_version !== undefined && { min_version }),
      ...(max_version !== undefined && { max_version }),
    },
    cap: { ...popup.cap },
    published: popup.published,
    created_by: popup.createdBy,
    created_at: toSaoPauloInstant(popup.createdAt),
  };
}
