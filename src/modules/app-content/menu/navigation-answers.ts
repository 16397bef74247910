import { toActionDto, toAdminContentDto } from '../content-answers.js';
import { type ContentColumns, toAction } from '../content-desk.service.js';
import type { AdminNavigationDto, NavigationDto, WriteNavigationDto } from './navigation.dto.js';
import type { NavigationEntity } from './navigation.entity.js';

export const toNavigationDto = (row: NavigationEntity): NavigationDto => ({
  code: row.code,
  title: row.title,
  description: row.description,
  icon: row.icon,
  action: toActionDto(row.action),
});

export const toAdminNavigationDto = (row: NavigationEntity): AdminNavigationDto => ({
  ...toAdminContentDto(row),
  ...toNavigationDto(row),
  required_capability: row.requiredCapability,
});

export const navigationColumns = (columns: ContentColumns, wanted: WriteNavigationDto) => ({
  ...columns,
  code: wanted.code,
  description: wanted.description ?? null,
  icon: wanted.icon,
  action: toAction(wanted.action),
  requiredCapability: wanted.required_capability ?? null,
});
