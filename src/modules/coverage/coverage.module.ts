import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CoverageLeadPurge } from './coverage-lead-purge.job.js';
import { CoverageLeadEntity } from './coverage-lead.entity.js';
import { CoverageLeads } from './coverage-leads.js';
import { CoverageService } from './coverage.service.js';
import { GeocodingPort } from './geocoding.port.js';
import { PublicCoverageController } from './public-coverage.controller.js';
import { StreetPlaceEntity } from './street-place.entity.js';
import { StreetPlaces } from './street-places.js';

/** Where the network reaches, for whoever asks before buying. */
@Module({
  imports: [TypeOrmModule.forFeature([StreetPlaceEntity, CoverageLeadEntity])],
  controllers: [PublicCoverageController],
  providers: [
    CoverageService,
    CoverageLeads,
    CoverageLeadPurge,
    // Until there is a map service, the provider's own table of places.
    { provide: GeocodingPort, useClass: StreetPlaces },
  ],
  exports: [CoverageService, GeocodingPort],
})
export class CoverageModule {}
