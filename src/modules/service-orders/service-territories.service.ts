import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LRUCache } from 'lru-cache';
import { Repository } from 'typeorm';
import { ServiceTerritoryEntity } from './service-territory.entity.js';

export interface ServiceTerritory {
  readonly unity: string;
  readonly regional: string;
  readonly cluster: string;
  readonly areaCode: string;
}

const UNKNOWN: ServiceTerritory = { unity: '', regional: '', cluster: '', areaCode: '' };
const REMEMBERED_FOR_MS = 300_000;

/** The provider's division of its area, by city. */
@Injectable()
export class ServiceTerritories {
  private readonly known = new LRUCache<string, ServiceTerritory>({ max: 2_000, ttl: REMEMBERED_FOR_MS });

  constructor(
    @InjectRepository(ServiceTerritoryEntity) private readonly territories: Repository<ServiceTerritoryEntity>,
  ) {}

  /** The territory of a city in any spelling; empty texts for a city that is in none. */
  async ofCity(state: string, city: string): Promise<ServiceTerritory> {
    const place = { state: plain(state), city: plain(city) };
    const key = `${place.state}|${place.city}`;
    let territory = this.known.get(key);
    if (territory === undefined) {
      territory = (await this.territories.findOneBy(place)) ?? UNKNOWN;
      this.known.set(key, territory);
    }
    return territory;
  }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase();
