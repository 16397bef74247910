import { Type } from 'class-transformer';
import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  Matches,
  ValidateNested,
} from 'class-validator';
import { INSTANT_MESSAGE, INSTANT_PATTERN } from '../../common/http/text-patterns.js';
import { EVENT_NAME_PATTERN } from './event-parameters.js';

const APP_VERSION = /^[0-9A-Za-z.+-]{1,60}$/;
const INSTANCE = /^[0-9A-Za-z_-]{8,128}$/;
const INSTANCE_MESSAGE = { message: 'app_instance_id must be 8 to 128 letters, digits, dashes or underscores' };
const TOKEN = /^[\x21-\x7e]{16,4096}$/;

export class AppEventDto {
  /**
   * What happened: letters, digits and underscores, not beginning with `firebase_`, `google_` or `ga_`
   * @example screen_view
   */
  @Matches(EVENT_NAME_PATTERN, { message: 'name must be a name of an event' })
  name!: string;

  /** At most 25 texts, numbers or truth values; none about a person */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: {
      oneOf: [{ type: 'string', maxLength: 100 }, { type: 'number' }, { type: 'boolean' }],
      nullable: true,
    },
    example: { screen_name: 'HOME' },
  })
  @IsOptional()
  @IsObject()
  params?: Record<string, unknown>;

  /**
   * When, by the clock of the phone
   * @example 2027-01-10T09:00:00-03:00
   */
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  occurred_at!: string;
}

export class ReportEventsDto {
  /** At most 25 */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(25)
  @ValidateNested({ each: true })
  @Type(() => AppEventDto)
  events!: AppEventDto[];

  /**
   * Id of this installation of the app, as Firebase gives it; events without it are kept but not handed on to Google
   * Analytics
   * @example c1f7d0e2a9b84c55a0b1c2d3e4f50617
   */
  @IsOptional()
  @Matches(INSTANCE, INSTANCE_MESSAGE)
  app_instance_id?: string;
}

export class ReportedEventsDto {
  /**
   * Events taken
   * @example 2
   */
  accepted!: number;
}

export class OpenDeviceSessionDto {
  /**
   * Id of this installation of the app, as Firebase gives it
   * @example c1f7d0e2a9b84c55a0b1c2d3e4f50617
   */
  @Matches(INSTANCE, INSTANCE_MESSAGE)
  app_instance_id!: string;

  /** System the app runs on */
  @IsIn(['ios', 'android'])
  platform!: 'ios' | 'android';

  /**
   * Version of the app
   * @example 3.4.1+287
   */
  @Matches(APP_VERSION, { message: 'app_version must be a version' })
  app_version!: string;

  /**
   * What the push service knows this installation by; left out while it has none
   * @example "dGhpcyBpcyBub3QgYSB0b2tlbg:APA91bExample"
   */
  @IsOptional()
  @Matches(TOKEN, { message: 'push_token must be 16 to 4096 printable characters' })
  push_token?: string;
}

export class DeviceSessionDto {
  /**
   * Names the installation here
   * @example 7d9b8a52-6d0a-4a53-8d52-0a2b3c6f3b70
   */
  session_id!: string;
}
