import { IsIn, IsNumberString, IsOptional, Length } from 'class-validator';
import { PageDto, PageQueryDto } from '../../common/http/page.dto.js';
import {
  type ServiceOrderStatus,
  serviceOrderStatuses,
  type ServiceOrderType,
  serviceOrderTypes,
} from './service-orders.port.js';

export class ListServiceOrdersQueryDto extends PageQueryDto {
  /** Only orders of this contract */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId?: string;

  @IsOptional()
  @IsIn(serviceOrderStatuses)
  status?: ServiceOrderStatus;

  @IsOptional()
  @IsIn(serviceOrderTypes)
  type?: ServiceOrderType;
}

export class VisitDto {
  /** @example 2026-12-01 */
  date!: string;

  /** @example Manhã */
  shift!: string | null;

  /** @example 08h às 12h */
  period!: string | null;
}

export class ServiceOrderDto {
  /** @example 932652 */
  id!: string;

  /** @example 2025051410150001 */
  protocol!: string | null;

  /** @example REPAIR */
  type!: ServiceOrderType | null;

  /** @example ST_OS_CRIADA */
  status!: ServiceOrderStatus;

  description!: string | null;

  /** @example 2025-05-14T10:15:00-03:00 */
  opened_at!: string | null;

  /** @example 899059 */
  contract_id!: string | null;

  visit!: VisitDto | null;
}

export class ServiceOrderListDto extends PageDto {
  items!: ServiceOrderDto[];

  stale?: boolean;

  as_of?: string;
}

export class CheckServiceOrderQueryDto {
  /** @example REPAIR */
  @IsIn(serviceOrderTypes)
  serviceOrderType!: ServiceOrderType;

  /** @example 899059 */
  @IsNumberString({ no_symbols: true })
  @Length(1, 19)
  contractId!: string;
}

export class TechnicianDto {
  name!: string;
  photo_url!: string | null;
}

export class ServiceOrderAddressDto {
  street!: string;
  neighborhood!: string;
  number!: string;
  /** As the provider keeps it; not always a valid CEP */
  cep!: string;
  city!: string;
  uf!: string;
  complement!: string;
  regional!: string;
  cluster!: string;
  area_code!: string;
}

/** The order of a type that is open now, as the app's status screen shows it. */
export class ServiceOrderCheckDto {
  /** What is going on, for the customer to read */
  type!: string;

  /** @example ST_OS_CRIADA */
  status!: ServiceOrderStatus;

  technician!: TechnicianDto | null;

  unity!: string;

  /** @example 932652 */
  os_id!: string;

  /**
   * Id of the visit's agenda item
   * @example 7532160
   */
  event_id!: number | null;

  conclusion_reason!: string | null;

  /** @example 2025-05-16 */
  expected_installation_date!: string | null;

  /** @example Manhã */
  expected_installation_turn!: string | null;

  /** @example 08h às 12h */
  expected_attendance_period!: string | null;

  /** @example FTTH */
  transmission_type!: string;

  confirmation_schedule_origin!: string | null;

  confirmation_schedule_date!: string | null;

  /** The visit may get another date: it is not its own day past the cut-off hour */
  date_able_to_reschedule!: boolean;

  /** How the order ended asks for another visit */
  reason_able_to_reschedule!: boolean;

  tracking_url!: string | null;

  display_tracking_button!: boolean;

  /** Nothing was started yet */
  can_cancel!: boolean;

  date_confirmation!: string | null;

  origin_confirmation!: string | null;

  customer_address!: ServiceOrderAddressDto;
}
