import { Type } from 'class-transformer';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import {
  INSTANT_MESSAGE,
  INSTANT_PATTERN,
  LINE,
  LINE_MESSAGE,
  PARAGRAPHS,
  PARAGRAPHS_MESSAGE,
} from '../../common/http/text-patterns.js';
import { AudienceTargetDto, WriteAudienceTargetDto } from '../audience/audience-target.dto.js';
import { type CampaignState, campaignStates } from './push-campaign.entity.js';
import { type DeliveryState, deliveryStates } from './push-delivery.entity.js';
import { LONGEST_TTL_SECONDS, pushCategories, type PushCategory, SHORTEST_TTL_SECONDS } from './push-message.js';

const MOST_IDS = 1_000;
const TOPIC = /^[A-Za-z0-9_.~%-]{1,200}$/;
const CONTRACT = /^[0-9]{1,19}$/;

export class WritePushAudienceDto {
  /**
   * Ids of accounts here
   * @example ["7d9b8a52-6d0a-4a53-8d52-0a2b3c6f3b70"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  customer_ids?: string[];

  /**
   * Contracts, whose customers are known once they looked at them in the app
   * @example ["899059"]
   */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @Matches(CONTRACT, { each: true, message: 'contract_ids must be ids of contracts' })
  contract_ids?: string[];

  /**
   * Topic that apps subscribe to at the push service; not for marketing, as it knows no consent
   * @example network-status
   */
  @IsOptional()
  @Matches(TOPIC, { message: 'topic must be letters, digits and -_.~%' })
  topic?: string;

  /** Every device that fits; an empty one is every device */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => WriteAudienceTargetDto)
  segment?: WriteAudienceTargetDto;
}

export class SendPushDto {
  /** Exactly one of its members */
  @IsObject()
  @ValidateNested()
  @Type(() => WritePushAudienceDto)
  audience!: WritePushAudienceDto;

  /** @example "Manutenção programada" */
  @Matches(LINE, LINE_MESSAGE)
  @MaxLength(100)
  title!: string;

  /** @example "Nesta madrugada, entre 2h e 4h, sua internet pode oscilar." */
  @Matches(PARAGRAPHS, PARAGRAPHS_MESSAGE)
  @MaxLength(1_000)
  body!: string;

  /** Texts for the app, by name */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 1_000 },
    example: { screen: 'NETWORK_STATUS' },
  })
  @IsOptional()
  @IsObject()
  data?: Record<string, unknown>;

  /** `MARKETING` goes only to customers who agreed to it, not between 21:00 and 8:00, and not too often */
  @IsIn(pushCategories)
  category!: PushCategory;

  /** Seconds for which a device that is switched off may still get it; a day when left out */
  @IsOptional()
  @IsInt()
  @Min(SHORTEST_TTL_SECONDS)
  @Max(LONGEST_TTL_SECONDS)
  ttl_seconds?: number;

  /**
   * When it begins, within the next 90 days; at once when left out
   * @example 2026-12-01T09:30:00-03:00
   */
  @IsOptional()
  @Matches(INSTANT_PATTERN, INSTANT_MESSAGE)
  schedule_at?: string;

  /** Only says whom it would be for and whether the push service would take it */
  @IsOptional()
  @IsBoolean()
  dry_run?: boolean;

  /**
   * Where a tap leads: a deep link into the app, or an https address on an allowed host
   * @example provider://messages
   */
  @IsOptional()
  @IsString()
  @Length(1, 500)
  deep_link?: string;
}

export class AcceptedPushDto {
  /** Null for a dry run, of which nothing is kept */
  campaign_id!: string | null;

  /** Null for a dry run */
  @ApiProperty({ enum: campaignStates, nullable: true })
  state!: CampaignState | null;

  /** Devices it is for; by a sample when they are many. Null for a topic, whose subscribers only the push service knows */
  estimated!: number | null;

  /** Customers or contracts of the audience that are not known here */
  unmatched!: number;

  /**
   * When it begins; marketing waits for the end of quiet hours
   * @example 2026-12-01T09:30:00-03:00
   */
  starts_at!: string;

  dry_run!: boolean;

  /** What the push service says of the message in a dry run; `NOT_CHECKED` when there is no device to check it with */
  payload!: 'ACCEPTED' | 'REFUSED' | 'NOT_CHECKED';
}

const CAMPAIGN_SORTS = ['-createdAt', 'createdAt', '-startsAt', 'startsAt'] as const;

export class ListPushCampaignsQuery extends PageQueryDto {
  /** Only those in this state */
  @ApiPropertyOptional({ enum: campaignStates })
  @IsOptional()
  @IsIn(campaignStates)
  state?: CampaignState;

  @ApiPropertyOptional({ enum: pushCategories })
  @IsOptional()
  @IsIn(pushCategories)
  category?: PushCategory;

  /** Order of the list; newest first when left out */
  @IsOptional()
  @IsIn(CAMPAIGN_SORTS)
  sort?: (typeof CAMPAIGN_SORTS)[number];
}

export class PushAudienceDto {
  kind!: 'CUSTOMERS' | 'TOPIC' | 'SEGMENT';

  /** How many customers it is for; null unless it is for customers */
  customers_count!: number | null;

  topic!: string | null;

  segment!: AudienceTargetDto | null;
}

export class PushCampaignDto {
  /** @example 7d9b8a52-6d0a-4a53-8d52-0a2b3c6f3b70 */
  campaign_id!: string;

  @ApiProperty({ enum: campaignStates })
  state!: CampaignState;

  @ApiProperty({ enum: pushCategories })
  category!: PushCategory;

  title!: string;

  body!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  data!: Record<string, string>;

  deep_link!: string | null;

  ttl_seconds!: number;

  audience!: PushAudienceDto;

  /** Devices it was for when it was asked for; null for a topic */
  estimated!: number | null;

  starts_at!: string;

  created_at!: string;

  created_by!: PushCampaignAuthorDto;

  started_at!: string | null;

  finished_at!: string | null;

  /** Why it failed, in one word */
  failure!: string | null;

  /** Since when iPhones are left out, because Apple refuses the push key */
  ios_stopped_at!: string | null;
}

export class PushCampaignAuthorDto {
  kind!: 'admin' | 'service';

  id!: string;
}

export class PushCampaignListDto extends PageDto {
  items!: PushCampaignDto[];
}

export class PushReasonDto {
  @ApiProperty({ enum: deliveryStates })
  state!: DeliveryState;

  /** @example UNREGISTERED */
  reason!: string;

  count!: number;
}

export class PushProgressDto {
  /** Whether every device of the audience has its delivery */
  fanned_out!: boolean;

  /** Deliveries made so far */
  total!: number;

  /** Deliveries by state; `UNCERTAIN`: handed over with the answer lost, and not sent again */
  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(deliveryStates.map((state) => [state, { type: 'integer' }])),
    required: [...deliveryStates],
  })
  by_state!: Record<DeliveryState, number>;

  /** Why deliveries did not go out, or not yet; empty once they are deleted */
  reasons!: PushReasonDto[];

  /** Deliveries that customers opened, as far as apps reported it and deliveries are kept */
  opened!: number;

  /** Messages a second since the first; null before */
  messages_per_second!: number | null;
}

export class PushCampaignDetailDto extends PushCampaignDto {
  progress!: PushProgressDto;
}

export class ListPushDeliveriesQuery extends PageQueryDto {
  /** Only those in this state */
  @ApiPropertyOptional({ enum: deliveryStates })
  @IsOptional()
  @IsIn(deliveryStates)
  state?: DeliveryState;
}

export class PushDeliveryDto {
  /** @example 4711 */
  delivery_id!: string;

  /** Null for a topic */
  device_id!: string | null;

  /** Whose device it was; null while nobody was logged in */
  customer_id!: string | null;

  platform!: 'ios' | 'android' | null;

  @ApiProperty({ enum: deliveryStates })
  state!: DeliveryState;

  /** One word for why it did not go out, or not yet */
  reason!: string | null;

  attempts!: number;

  /** Not before */
  run_at!: string;

  finished_at!: string | null;

  opened_at!: string | null;
}

export class PushDeliveryListDto extends PageDto {
  items!: PushDeliveryDto[];
}
