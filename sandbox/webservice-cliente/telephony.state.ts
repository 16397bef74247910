interface Prefix {
  readonly id: number;
  readonly areaCode: string;
  readonly prefix: string;
  readonly cityId: number;
  readonly city: string;
  /** Of another company: numbers with it come by portability. */
  readonly thirdParty: boolean;
}

interface PhoneNumber {
  readonly id: number;
  readonly prefixId: number;
  readonly number: string;
  free: boolean;
}

export interface Telephony {
  readonly prefixes: ReadonlyMap<number, Prefix>;
  readonly numbers: readonly PhoneNumber[];
}

export function seedTelephony(): Telephony {
  const prefixes: Prefix[] = [
    { id: 1, areaCode: '31', prefix: '3939', cityId: 100, city: 'CONSELHEIRO LAFAIETE', thirdParty: false },
    { id: 2, areaCode: '31', prefix: '3761', cityId: 100, city: 'CONSELHEIRO LAFAIETE', thirdParty: true },
  ];
  const number = (id: number, prefixId: number, free = true): PhoneNumber => ({
    id,
    prefixId,
    number: String(id - 1),
    free,
  });
  return {
    prefixes: new Map(prefixes.map((row) => [row.id, row])),
    numbers: [number(2742, 1), number(2743, 1), number(2744, 1, false), number(2746, 1), number(5001, 2)],
  };
}
