import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LoginFailurePurge } from './login-failure-purge.job.js';
import { LoginFailureEntity } from './login-failure.entity.js';
import { LoginThrottle } from './login-throttle.js';

@Module({
  imports: [TypeOrmModule.forFeature([LoginFailureEntity])],
  providers: [LoginThrottle, LoginFailurePurge],
  exports: [LoginThrottle],
})
export class LoginThrottleModule {}
