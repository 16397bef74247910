import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { BookingAvailabilityDto, BookingAvailabilityQueryDto } from './visit-slots.dto.js';
import { VisitSlots } from './visit-slots.service.js';

@ApiTags('Bookings')
@Controller('app/v1/bookings')
export class PublicBookingsController {
  constructor(private readonly slots: VisitSlots) {}

  /** Lists the days with room for a visit at a place, without a contract. */
  @Get('availability')
  @Access('channel')
  @ApiProblems(400)
  @ApiUpstreamProblems()
  getBookingAvailability(@Query() query: BookingAvailabilityQueryDto): Promise<BookingAvailabilityDto> {
    return this.slots.bookings(query);
  }
}
