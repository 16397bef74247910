import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import { StalenessDto } from '../../common/http/staleness.dto.js';
import { type ContactChannel, contactChannels } from './contact-channels.js';
import { type MessageCategory, type MessageKind, messageKinds } from './message-kinds.js';

export class MessagesQueryDto extends PageQueryDto {
  /** True for the unread ones only */
  @IsOptional()
  @IsIn(['true', 'false'])
  unread?: 'true' | 'false';
}

export class MessageDto {
  /** @example 0b0e4c1e-6a43-4b8e-9d1f-2a7c5f0e9b11 */
  id!: string;

  @ApiProperty({ enum: messageKinds })
  kind!: MessageKind;

  category!: MessageCategory;

  /** @example Sua fatura está disponível */
  title!: string;

  /** May have several lines */
  body!: string;

  /**
   * Where it leads
   * @example provider://invoices
   */
  deep_link!: string | null;

  /** Deleting hides it, and the provider keeps it as the law asks */
  regulated!: boolean;

  /** ISO-8601 with offset */
  created_at!: string;

  /** ISO-8601 with offset; null while it is unread */
  read_at!: string | null;
}

export class MessageListDto extends IntersectionType(PageDto, StalenessDto) {
  items!: MessageDto[];

  /**
   * Unread ones in the whole inbox
   * @example 2
   */
  unread_count!: number;
}

export class WithdrawContactDto {
  /** All when left out */
  @ApiProperty({ enum: contactChannels, isArray: true, required: false })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(contactChannels, { each: true })
  channels?: ContactChannel[];
}

export class ContactChannelDto {
  @ApiProperty({ enum: contactChannels })
  channel!: ContactChannel;

  /** Whether offers may reach the customer by it */
  marketing_allowed!: boolean;
}

export class ContactChannelsDto {
  /** All of them, as they stand now */
  channels!: ContactChannelDto[];
}
