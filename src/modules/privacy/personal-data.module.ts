import { Global, Module } from '@nestjs/common';
import { PersonalDataSources } from './personal-data-sources.service.js';
import { ProviderPersonalData } from './provider-personal-data.service.js';

/** Global, so that a module registers what it holds without knowing who asks for it. */
@Global()
@Module({
  providers: [PersonalDataSources, ProviderPersonalData],
  exports: [PersonalDataSources, ProviderPersonalData],
})
export class PersonalDataModule {}
