interface Technology {
  readonly id: number;
  readonly name: string;
  readonly service: 'INTERNET' | 'TELEFONIA' | 'TV' | 'OUTROS';
}

interface Promotion {
  readonly id: number;
  readonly description: string;
  readonly discount: number;
  readonly percentage: boolean;
  readonly months: number;
  readonly technologyId: number;
}

interface Extra {
  readonly id: number;
  readonly name: string;
  /** Reais a month. */
  readonly price: number;
}

interface VoicePackage extends Extra {
  readonly quotas: readonly {
    readonly id: number;
    readonly kind: 'FIXO LOCAL' | 'FIXO DDD';
    readonly minutes: number;
  }[];
}

interface ChannelPackage extends Extra {
  readonly channelIds: readonly number[];
}

interface Speed {
  readonly id: number;
  readonly name: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
}

/** What is sold with a contract, through whom and at which price. Plans and packages lie in the sales catalogue. */
export class ContractSales {
  readonly technologies: readonly Technology[] = [
    { id: 2, name: 'RADIO', service: 'INTERNET' },
    { id: 4, name: 'FIBRA', service: 'INTERNET' },
    { id: 9, name: 'LOCACAO', service: 'OUTROS' },
    { id: 11, name: 'TELEFONIA FIXA', service: 'TELEFONIA' },
    { id: 12, name: 'TV POR SATELITE', service: 'TV' },
  ];
  readonly channels: readonly { readonly id: number; readonly name: string; readonly active: boolean }[] = [
    { id: 1, name: 'LOJA', active: true },
    { id: 2, name: 'APLICATIVO', active: true },
    { id: 3, name: 'PORTA A PORTA', active: false },
  ];
  readonly promotions: readonly Promotion[] = [
    {
      id: 20,
      description: 'PRIMEIRA MENSALIDADE DE FIBRA SEM CUSTO',
      discount: 100,
      percentage: true,
      months: 1,
      technologyId: 4,
    },
    { id: 21, description: 'R$ 5,00 BOLETO DIGITAL', discount: 5, percentage: false, months: 24, technologyId: 4 },
    {
      id: 22,
      description: '30% NA MENSALIDADE DO TELEFONE',
      discount: 30,
      percentage: true,
      months: 12,
      technologyId: 11,
    },
  ];
  readonly taxPlans: readonly { readonly id: number; readonly description: string; readonly installation: boolean }[] =
    [
      { id: 1, description: 'PLANEJAMENTO 1', installation: true },
      { id: 3, description: 'PLANEJAMENTO 2', installation: false },
    ];
  readonly coverageAreas: readonly {
    readonly id: number;
    readonly name: string;
    readonly cityIds: readonly number[];
  }[] = [
    { id: 2124, name: 'MG', cityIds: [1, 6, 33, 44, 100] },
    { id: 2130, name: 'RJ', cityIds: [3310] },
  ];
  readonly speeds: readonly Speed[] = [
    { id: 67, name: '600MB Empresarial', downloadKbps: 614_400, uploadKbps: 307_200 },
    { id: 68, name: '1GB Empresarial', downloadKbps: 1_048_576, uploadKbps: 524_288 },
  ];
  /** Reais by speed, for the plans that a price table says. */
  readonly pricesBySpeed: ReadonlyMap<number, number> = new Map([
    [67, 349.9],
    [68, 499.9],
  ]);
  readonly voicePackages: readonly VoicePackage[] = [
    {
      id: 1,
      name: 'PACOTE VOZ 1',
      price: 50,
      quotas: [
        { id: 1, kind: 'FIXO DDD', minutes: 100 },
        { id: 2, kind: 'FIXO LOCAL', minutes: 100 },
      ],
    },
    { id: 2, name: 'PACOTE VOZ 2', price: 20, quotas: [{ id: 3, kind: 'FIXO LOCAL', minutes: 200 }] },
  ];
  readonly televisionChannels: readonly (Extra & { readonly soldAlone: boolean })[] = [
    { id: 1, name: 'CANAL DA CIDADE', price: 0, soldAlone: true },
    { id: 2, name: 'CANAL REGIONAL SD', price: 10, soldAlone: true },
    { id: 5, name: 'CANAL NACIONAL HD', price: 0, soldAlone: true },
    { id: 43, name: 'CANAL DE CURTAS', price: 0, soldAlone: false },
    { id: 45, name: 'CANAL DE MUSICA', price: 0, soldAlone: false },
  ];
  readonly channelPackages: readonly ChannelPackage[] = [
    { id: 3, name: 'CINEMA HD', price: 44.9, channelIds: [43, 45] },
    { id: 4, name: 'FUTEBOL', price: 74.9, channelIds: [45] },
  ];
}
