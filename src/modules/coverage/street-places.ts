import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { GeocodingPort, type PlaceOfAddress } from './geocoding.port.js';
import { StreetPlaceEntity } from './street-place.entity.js';
import type { Coordinates } from './viability.port.js';

/** The streets whose place the provider entered here; needs no map service. */
@Injectable()
export class StreetPlaces extends GeocodingPort {
  constructor(@InjectRepository(StreetPlaceEntity) private readonly places: Repository<StreetPlaceEntity>) {
    super();
  }

  async locate({ streetId }: PlaceOfAddress): Promise<Coordinates | undefined> {
    const place = await this.places.findOneBy({ streetId });
    return place === null ? undefined : { latitude: Number(place.latitude), longitude: Number(place.longitude) };
  }
}
