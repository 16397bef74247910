import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { toAudienceTargetDto } from '../audience/audience-targets.service.js';
import type { AdminContentDto, AdminIllustratedContentDto, ContentActionDto } from './content.dto.js';
import type { ContentAction, ContentEntity, IllustratedContentEntity } from './content.entity.js';
import { windowState } from './content-window.js';

export const toAdminContentDto = (row: ContentEntity): AdminContentDto => ({
  id: row.id,
  title: row.title,
  target: toAudienceTargetDto(row.target),
  position: row.position,
  published: row.published,
  starts_at: toSaoPauloInstant(row.startsAt),
  ends_at: row.endsAt === null ? null : toSaoPauloInstant(row.endsAt),
  window: windowState(row, Date.now()),
  updated_by: row.updatedBy,
  created_at: toSaoPauloInstant(row.createdAt),
  updated_at: toSaoPauloInstant(row.updatedAt),
});

export const toActionDto = ({ type, value }: ContentAction): ContentActionDto => ({ type, value });

/** The image and the way on, each null where there is none. */
export const toIllustrationDto = ({
  imageUrl,
  action,
}: IllustratedContentEntity): Pick<AdminIllustratedContentDto, 'image_url' | 'action'> => ({
  image_url: imageUrl,
  action: action === null ? null : toActionDto(action),
});
