import { LinksSectionDto, ScreenDto, SectionDto, SectionsOf } from './screen.dto.js';

export class ProfileContactDto {
  /**
   * As the contact routes name it
   * @example 6f2c8a52-6f5e-4c5e-9f39-0f6ab7c9d101
   */
  id!: string;

  /** @example m***@example.com */
  masked!: string;

  /** The one that the provider uses first */
  primary!: boolean;

  /** The customer proved by a code to hold it */
  verified!: boolean;
}

/** What the customer can change in the app. */
export class ProfileEditableDto {
  first_name!: boolean;
  document!: boolean;
  emails!: boolean;
  phones!: boolean;
}

export class ProfileDataDto {
  /** @example MARINA */
  first_name!: string;

  /** @example ***.447.777-** */
  document_masked!: string;

  /** The primary first */
  emails!: ProfileContactDto[];

  /** The primary first */
  phones!: ProfileContactDto[];

  editable!: ProfileEditableDto;
}

export class ProfileSectionDto extends SectionDto {
  type!: 'PROFILE';

  data!: ProfileDataDto | null;
}

export class ProfileScreenDto extends ScreenDto {
  @SectionsOf({ PROFILE: ProfileSectionDto, LINKS: LinksSectionDto })
  sections!: SectionDto[];
}
