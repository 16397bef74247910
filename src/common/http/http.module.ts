import { Global, Module } from '@nestjs/common';
import { SignedValues } from '../auth/signed-values.js';
import { RateLimits } from './rate-limits.js';

@Global()
@Module({ providers: [RateLimits, SignedValues], exports: [RateLimits, SignedValues] })
export class HttpModule {}
