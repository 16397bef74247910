import type { EntityManager } from 'typeorm';
import { StreetPlaceEntity } from './street-place.entity.js';

/** Places of the demonstration's streets. */
export async function seedStreetPlaces(manager: EntityManager): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(StreetPlaceEntity)
    .values([
      { streetId: '645831', latitude: '-20.656079', longitude: '-43.756297' },
      { streetId: '587374', latitude: '-20.664754', longitude: '-43.774139' },
      { streetId: '712251', latitude: '-21.425600', longitude: '-45.947300' },
      { streetId: '330901', latitude: '-21.933700', longitude: '-42.608600' },
      { streetId: '330902', latitude: '-21.936100', longitude: '-42.611200' },
    ])
    .orIgnore()
    .execute();
}
