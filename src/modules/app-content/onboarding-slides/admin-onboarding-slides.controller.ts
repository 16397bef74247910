import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../../common/auth/principal.js';
import { RequiredRole } from '../../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { ListContentQuery } from '../content.dto.js';
import {
  AdminOnboardingSlideDto,
  AdminOnboardingSlideListDto,
  WriteOnboardingSlideDto,
} from './onboarding-slide.dto.js';
import { OnboardingSlideBook } from './onboarding-slide-book.service.js';

@ApiTags('App content')
@Controller('app/v1/admin/onboarding-slides')
@Access('admin')
@RequiredRole('content:write')
export class AdminOnboardingSlidesController {
  constructor(private readonly slides: OnboardingSlideBook) {}

  /**
   * List all onboarding slides
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get()
  listAllOnboardingSlides(@Query() query: ListContentQuery): Promise<AdminOnboardingSlideListDto> {
    return this.slides.page(query);
  }

  /**
   * Create an onboarding slide
   *
   * @remarks For administrators with the role `content:write`. Slides are shown before anybody has logged in: they are for apps, not for customers.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  createOnboardingSlide(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteOnboardingSlideDto,
  ): Promise<AdminOnboardingSlideDto> {
    return this.slides.create(adminId, body);
  }

  /**
   * Read an onboarding slide
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Get(':slideId')
  @ApiProblems(404)
  readOnboardingSlide(@Param('slideId', UuidParameterPipe) slideId: string): Promise<AdminOnboardingSlideDto> {
    return this.slides.get(slideId);
  }

  /**
   * Replace an onboarding slide
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Put(':slideId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404)
  replaceOnboardingSlide(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('slideId', UuidParameterPipe) slideId: string,
    @Body() body: WriteOnboardingSlideDto,
  ): Promise<AdminOnboardingSlideDto> {
    return this.slides.replace(adminId, slideId, body);
  }

  /**
   * Remove an onboarding slide
   *
   * @remarks For administrators with the role `content:write`.
   */
  @Delete(':slideId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404)
  async removeOnboardingSlide(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('slideId', UuidParameterPipe) slideId: string,
  ): Promise<void> {
    await this.slides.remove(adminId, slideId);
  }
}
