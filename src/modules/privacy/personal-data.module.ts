import { Global, Module } from '@nestjs/common';
import { PersonalDataSources } from './personal-data-sources.service.js';

/** Global, so that a module registers what it holds without knowing who asks for it. */
@Global()
@Module({ providers: [PersonalDataSources], exports: [PersonalDataSources] })
export class PersonalDataModule {}
