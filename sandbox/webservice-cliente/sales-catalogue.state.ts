export interface SalesPlan {
  readonly id: number;
  readonly description: string;
  readonly technologyId: number;
  readonly technology: string;
  readonly service: string;
  readonly contractKindIds: readonly number[];
  readonly personKinds: readonly PersonKind[];
  /** Reais a month; null where a price table says it. */
  readonly price: number | null;
  readonly speed: string;
}

export interface SalesPackage {
  readonly id: number;
  readonly description: string;
  readonly contractKindId: number;
  /** `discount` in reais. */
  readonly plans: readonly { readonly planId: number; readonly discount: number }[];
}

export type PersonKind = 'PessoaFisica' | 'PessoaJuridica';

export interface ContractKind {
  readonly id: number;
  readonly name: string;
}

const EVERYBODY: readonly PersonKind[] = ['PessoaFisica', 'PessoaJuridica'];

/** What the provider sells, alike in every city where it has streets. */
export class SalesCatalogue {
  readonly contractKinds: readonly ContractKind[] = [
    { id: 1, name: 'RESIDENCIAL' },
    { id: 2, name: 'EMPRESARIAL' },
  ];

  readonly plans: readonly SalesPlan[] = [
    fibre(1162, 'FIBRA 300MB ILIMITADO', 109.9, '300MB Residencial', [1], ['PessoaFisica']),
    fibre(1164, 'FIBRA 500MB', 99.9, '500MB Residencial', [1], ['PessoaFisica']),
    fibre(1170, 'FIBRA EMPRESAS 500MB', 199.9, '500MB Empresarial', [2], ['PessoaJuridica']),
    // Its price depends on the speed chosen, so a table says it.
    fibre(1180, 'FIBRA SOB MEDIDA', null, '1GB Empresarial', [2], EVERYBODY),
    {
      id: 787,
      description: 'LOCACAO AVULSA WI-FI',
      technologyId: 9,
      technology: 'LOCACAO',
      service: 'OUTROS',
      contractKindIds: [1, 2],
      personKinds: EVERYBODY,
      price: 9.9,
      speed: '',
    },
    {
      id: 673,
      description: 'FALA BEM ILIMITADO',
      technologyId: 11,
      technology: 'TELEFONIA FIXA',
      service: 'TELEFONIA',
      contractKindIds: [1, 2],
      personKinds: EVERYBODY,
      price: 39.9,
      speed: '',
    },
    {
      id: 692,
      description: 'TV BRONZE HD',
      technologyId: 12,
      technology: 'TV POR SATELITE',
      service: 'TV',
      contractKindIds: [1],
      personKinds: EVERYBODY,
      price: 79.9,
      speed: '',
    },
  ];

  readonly packages: readonly SalesPackage[] = [
    {
      id: 1260,
      description: 'FIBRA 500MB COM WI-FI',
      contractKindId: 1,
      plans: [
        { planId: 1164, discount: 0 },
        { planId: 787, discount: 4.9 },
      ],
    },
  ];

  readonly commercialOrigins: readonly {
    readonly id: number;
    readonly description: string;
    readonly referral: boolean;
  }[] = [
    { id: 1, description: 'INDICAÇÃO DE CLIENTE', referral: true },
    { id: 3, description: 'SITE', referral: false },
    { id: 4, description: 'APLICATIVO', referral: false },
  ];

  plan(id: number): SalesPlan | undefined {
    return this.plans.find((row) => row.id === id);
  }

  package(id: number): SalesPackage | undefined {
    return this.packages.find((row) => row.id === id);
  }

  contractKind(id: number): ContractKind | undefined {
    return this.contractKinds.find((row) => row.id === id);
  }
}

function fibre(
  id: number,
  description: string,
  price: number | null,
  speed: string,
  contractKindIds: readonly number[],
  personKinds: readonly PersonKind[],
): SalesPlan {
  return {
    id,
    description,
    technologyId: 4,
    technology: 'FIBRA',
    service: 'INTERNET',
    contractKindIds,
    personKinds,
    price,
    speed,
  };
}
