/** Degrees, as the ERP keeps them. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export interface City {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly ibgeCode: number;
}

export interface District {
  readonly id: number;
  readonly cityId: number;
  readonly name: string;
}

export interface Street extends Coordinates {
  readonly id: number;
  readonly districtId: number;
  readonly kind: string;
  readonly shortKind: string;
  readonly name: string;
  readonly shortName: string;
  /** Digits only. */
  readonly postalCode: string;
}

export interface Condominium {
  readonly id: number;
  readonly streetId: number;
  readonly number: string;
  readonly name: string;
  readonly kind: 'VERTICAL' | 'HORIZONTAL';
  readonly block: { readonly id: number; readonly name: string };
}

export interface AddressClassification {
  readonly id: number;
  readonly description: string;
  readonly active: boolean;
  readonly condominium: boolean;
  readonly shopping: boolean;
}

/** A distribution box of the fibre network. */
export interface Box extends Coordinates {
  readonly id: number;
  readonly number: string;
  readonly description: string;
  readonly outlets: number;
  readonly freeOutlets: readonly { readonly id: number; readonly description: string }[];
}

/** Streets of two cities, and where the network reaches them. */
export class AddressBook {
  readonly cities: readonly City[] = [
    { id: 1, name: 'ABRE CAMPO', state: 'MG', ibgeCode: 3100302 },
    { id: 6, name: 'ALFENAS', state: 'MG', ibgeCode: 3101607 },
    { id: 33, name: 'BARBACENA', state: 'MG', ibgeCode: 3105608 },
    { id: 44, name: 'BELO HORIZONTE', state: 'MG', ibgeCode: 3106200 },
    { id: 100, name: 'CONSELHEIRO LAFAIETE', state: 'MG', ibgeCode: 3118304 },
    { id: 3310, name: 'CARMO', state: 'RJ', ibgeCode: 3301207 },
  ];

  readonly districts: readonly District[] = [
    { id: 15372, cityId: 100, name: 'NOVO HORIZONTE' },
    { id: 19298, cityId: 100, name: 'ROCHEDO' },
    { id: 26337, cityId: 6, name: 'VILA TEIXEIRA' },
    { id: 320368, cityId: 6, name: 'CENTRO' },
    { id: 330115, cityId: 3310, name: 'CENTRO' },
  ];

  readonly streets: readonly Street[] = [
    street(645831, 15372, 'DAS ACACIAS', '36402157', -20.6560787, -43.7562966),
    street(587374, 19298, 'MARILIA BERNARDINA LOBO', '36404199', -20.6647539, -43.7741393),
    street(712251, 26337, 'AFRANIO PEIXOTO', '37137166', -21.4256, -45.9473),
    street(712252, 26337, 'ANTONIO MARIA', '37137167', -21.4261, -45.9481),
    // Carmo has one postal code for the whole city.
    street(330901, 330115, 'UBELART', '28640000', -21.9337, -42.6086),
    street(330902, 330115, 'DOS IPES', '28640000', -21.9361, -42.6112),
  ];

  readonly condominiums: readonly Condominium[] = [
    {
      id: 3783,
      streetId: 587374,
      number: '145',
      name: 'RESIDENCIAL ROCHEDO',
      kind: 'VERTICAL',
      block: { id: 2, name: 'BLOCO A' },
    },
  ];

  readonly classifications: readonly AddressClassification[] = [
    { id: 1, description: 'RESIDENCIAL', active: true, condominium: false, shopping: false },
    { id: 2, description: 'CONDOMINIO', active: true, condominium: true, shopping: false },
    { id: 3, description: 'RURAL', active: false, condominium: false, shopping: false },
  ];

  readonly boxes: readonly Box[] = [
    box(8614, '1617', 'NOVO HORIZONTE', -20.6552, -43.7554, [{ id: 95184, description: 'SAIDA 8' }]),
    box(8647, '1640', 'NOVO HORIZONTE', -20.6571, -43.7549, [{ id: 95424, description: 'SAIDA 3' }]),
    box(8655, '1648', 'ROCHEDO', -20.6649, -43.7735, []),
    box(9102, '0311', 'CENTRO', -21.9342, -42.6093, [
      { id: 97001, description: 'SAIDA 1' },
      { id: 97004, description: 'SAIDA 4' },
    ]),
  ];

  street(id: number): Street | undefined {
    return this.streets.find((row) => row.id === id);
  }

  district(id: number): District | undefined {
    return this.districts.find((row) => row.id === id);
  }

  city(id: number): City | undefined {
    return this.cities.find((row) => row.id === id);
  }

  classification(id: number): AddressClassification | undefined {
    return this.classifications.find((row) => row.id === id && row.active);
  }

  streetsOfPostalCode(postalCode: string): readonly Street[] {
    return this.streets.filter((row) => row.postalCode === postalCode);
  }

  /** Where a street lies. Throws RangeError for a street that is not in the book. */
  placeOf(streetId: number): { readonly street: Street; readonly district: District; readonly city: City } {
    const street = this.street(streetId);
    const district = street && this.district(street.districtId);
    const city = district && this.city(district.cityId);
    if (street === undefined || district === undefined || city === undefined) {
      throw new RangeError(`street ${streetId} is not in the address book`);
    }
    return { street, district, city };
  }

  /** Boxes with a free outlet and their distance in kilometres, nearest first. */
  boxesNear(place: Coordinates, withinKm: number): readonly { readonly box: Box; readonly distance: number }[] {
    return this.boxes
      .filter(({ freeOutlets }) => freeOutlets.length > 0)
      .map((candidate) => ({ box: candidate, distance: kilometresBetween(place, candidate) }))
      .filter(({ distance }) => distance <= withinKm)
      .sort((left, right) => left.distance - right.distance);
  }
}

function street(
  id: number,
  districtId: number,
  name: string,
  postalCode: string,
  latitude: number,
  longitude: number,
): Street {
  return { id, districtId, kind: 'RUA', shortKind: 'R.', name, shortName: name, postalCode, latitude, longitude };
}

function box(
  id: number,
  number: string,
  district: string,
  latitude: number,
  longitude: number,
  freeOutlets: Box['freeOutlets'],
): Box {
  return { id, number, description: `${district} - CAIXA ${number}`, outlets: 8, freeOutlets, latitude, longitude };
}

const EARTH_RADIUS_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance. */
function kilometresBetween(from: Coordinates, to: Coordinates): number {
  const latitude = radians(to.latitude - from.latitude) / 2;
  const longitude = radians(to.longitude - from.longitude) / 2;
  const square =
    Math.sin(latitude) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(square));
}
