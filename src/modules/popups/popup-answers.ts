import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { toAudienceTargetDto } from '../audience/audience-targets.service.js';
import type { AdminPopupDto, PopupDto } from './popup.dto.js';
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

export const toAdminPopupDto = (popup: PopupEntity): AdminPopupDto => ({
  ...toPopupDto({ ...popup, image_url: popup.imageUrl, starts_at: popup.startsAt, ends_at: popup.endsAt }),
  target: toAudienceTargetDto(popup.target),
  cap: { ...popup.cap },
  holdout_percent: popup.holdoutPercent,
  published: popup.published,
  created_by: popup.createdBy,
  created_at: toSaoPauloInstant(popup.createdAt),
  updated_at: toSaoPauloInstant(popup.updatedAt),
});
