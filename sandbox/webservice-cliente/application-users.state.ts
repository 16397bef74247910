/** An employee or partner who works with the ERP. */
export interface ApplicationUser {
  readonly id: number;
  readonly login: string;
  password: string;
  readonly active: boolean;
  readonly profileId: number;
  readonly seller: boolean;
  readonly mayDecideProspects: boolean;
  readonly segmentIds: readonly number[];
  readonly companyIds: readonly number[];
}

/** Who works with the ERP, for which segments and companies. */
export class ApplicationUsers {
  readonly segments = [
    { id: 1, name: 'VAREJO' },
    { id: 2, name: 'EMPRESAS' },
  ] as const;
  readonly companies = [
    { id: 1, name: 'PROVEDOR TESTE FIBRA LTDA', tradeName: 'PROVEDOR TESTE', cnpj: '11222333000181' },
    { id: 2, name: 'PROVEDOR TESTE TELECOM SA', tradeName: 'PROVEDOR TESTE TELECOM', cnpj: '12ABC34501DE35' },
  ] as const;
  readonly rows: readonly ApplicationUser[] = [
    {
      id: 285,
      login: 'joao.souza',
      password: 'abc123',
      active: true,
      profileId: 1,
      seller: true,
      mayDecideProspects: true,
      segmentIds: [1, 2],
      companyIds: [1, 2],
    },
    {
      id: 286,
      login: 'teste.teste',
      password: 'teste123',
      active: true,
      profileId: 2,
      seller: false,
      mayDecideProspects: false,
      segmentIds: [1],
      companyIds: [1],
    },
    {
      id: 287,
      login: 'ana.desligada',
      password: 'abc123',
      active: false,
      profileId: 1,
      seller: true,
      mayDecideProspects: false,
      segmentIds: [],
      companyIds: [],
    },
  ];

  user(id: number): ApplicationUser | undefined {
    return this.rows.find((row) => row.id === id);
  }

  /** The active user whose credentials these are. */
  withCredentials(login: string, password: string): ApplicationUser | undefined {
    return this.rows.find((row) => row.active && row.login === login && row.password === password);
  }
}
