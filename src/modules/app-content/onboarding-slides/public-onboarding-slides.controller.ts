import { Controller, Get, Headers, HttpCode, HttpStatus, Ip, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { ConditionalGet } from '../../../common/http/conditional-get.js';
import { RateLimits } from '../../../common/http/rate-limits.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import { ApiAppHeaders, type AppCaller, CurrentApp } from '../../audience/app-caller.js';
import { OnboardingSlidesDto, SlideSeenDto } from './onboarding-slide.dto.js';
import { OnboardingSlides } from './onboarding-slides.service.js';

// Many customers share one address behind their operator's translation of addresses.
const SEEN = { name: 'onboarding-slides-seen', limit: 300, windowSeconds: 60 };

@ApiTags('App content')
@Controller('app/v1/interface/onboardings')
@Access('channel')
export class PublicOnboardingSlidesController {
  constructor(
    private readonly slides: OnboardingSlides,
    private readonly limits: RateLimits,
  ) {}

  /**
   * List the onboarding slides that an installation of the app has not seen
   *
   * @remarks All slides for the app when it does not say which installation it is.
   */
  @Get()
  @ConditionalGet({ maxAgeSeconds: 0 })
  @ApiAppHeaders()
  @ApiHeader({ name: 'x-device-id', required: false, description: 'The app’s own id of this installation' })
  async listOnboardingSlides(
    @CurrentApp() app: AppCaller,
    @Headers('x-device-id') deviceId: string | undefined,
  ): Promise<OnboardingSlidesDto> {
    return { items: await this.slides.unseen(app, deviceId) };
  }

  /**
   * Record that an installation of the app has shown a slide
   *
   * @remarks May be repeated without effect.
   */
  @Put(':slideId/seen')
  @HttpCode(HttpStatus.OK)
  @ApiHeader({ name: 'x-device-id', required: true, description: 'The app’s own id of this installation' })
  @ApiProblems(404)
  async markOnboardingSlideSeen(
    @Param('slideId', UuidParameterPipe) slideId: string,
    @Headers('x-device-id') deviceId: string | undefined,
    @Ip() address: string,
  ): Promise<SlideSeenDto> {
    await this.limits.take(SEEN, address);
    return this.slides.markSeen(slideId, deviceId);
  }
}
