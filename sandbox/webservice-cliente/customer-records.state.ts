import type { Described, RegisteredAddress } from './prospects.state.js';

export interface DebitData {
  readonly id: number;
  readonly bankId: number;
  readonly holder: string;
  readonly branch: string;
  readonly branchDigit: string;
  readonly account: string;
  readonly accountDigit: string;
}

export interface CustomerContact {
  readonly id: number;
  readonly kindId: number;
  readonly name: string;
}

export interface CustomerBusinessArea {
  readonly id: number;
  readonly areaId: number;
  readonly rank: 'PRIMARIO' | 'SECUNDARIO';
}

/** What the ERP keeps of a customer beside the row itself. */
export interface CustomerRecord {
  readonly sellerId: number;
  readonly identityCard: string | null;
  readonly motherName: string | null;
  receivesNotices: boolean;
  readonly addresses: RegisteredAddress[];
  readonly debitData: DebitData[];
  readonly contacts: CustomerContact[];
  readonly businessAreas: CustomerBusinessArea[];
}

/** The registers that customers are described with, and the customers' records by their id. */
export class CustomerRecords {
  readonly cfops: readonly (Described & { readonly number: number })[] = [
    { id: 1, description: 'Prestacao de servico de comunicacao a nao contribuinte', number: 5307 },
    { id: 2, description: 'Prestacao de servico de comunicacao a produtor rural ', number: 5306 },
    { id: 3, description: 'Prestacao de servico de comunicacao a distribuidora energia', number: 5305 },
  ];
  readonly businessAreas: readonly Described[] = [
    { id: 1, description: 'ADVOCACIA' },
    { id: 2, description: 'AGROPECUÁRIA' },
    { id: 3, description: 'ACADEMIA DE GINÁSTICA' },
  ];
  readonly activityKinds: readonly (Described & { readonly agreementCode: string })[] = [
    { id: 1, description: 'COMERCIO', agreementCode: '01' },
    { id: 2, description: 'INDUSTRIA', agreementCode: '02' },
    { id: 3, description: 'PREST. DE SERVIÇOS', agreementCode: '99' },
  ];
  readonly federalTaxations: readonly Described[] = [
    { id: 5, description: 'ISENTO' },
    { id: 3, description: 'MEI' },
    { id: 1, description: 'NORMAL' },
    { id: 2, description: 'SIMPLES' },
  ];
  readonly contactKinds: readonly Described[] = [
    { id: 2, description: 'ADMINISTRATIVO' },
    { id: 1, description: 'COMERCIAL' },
    { id: 4, description: 'FINANCEIRO' },
    { id: 6, description: 'OUTORGADO' },
    { id: 5, description: 'SINDICO' },
    { id: 3, description: 'TECNICO' },
  ];

  private readonly records = new Map<number, CustomerRecord>();
  private lastId = 934250;

  constructor() {
    this.set(81593, {
      ...blankRecord(285),
      motherName: 'HELENA CARVALHO TESTE',
      addresses: [address(481018, 645831, '152', 'CASA A'), address(481017, 330901, '100', null)],
    });
    this.set(366890, { ...blankRecord(285), addresses: [address(481019, 645831, '444', null)] });
  }

  /** The record of a customer, blank when nothing was ever kept of it. */
  of(customerId: number): CustomerRecord {
    const record = this.records.get(customerId) ?? blankRecord(0);
    this.records.set(customerId, record);
    return record;
  }

  set(customerId: number, record: CustomerRecord): void {
    this.records.set(customerId, record);
  }

  /** Every address, with the customer whose it is. */
  addresses(): { readonly customerId: number; readonly address: RegisteredAddress }[] {
    return [...this.records].flatMap(([customerId, record]) =>
      record.addresses.map((row) => ({ customerId, address: row })),
    );
  }

  /** One sequence serves everything that is registered here. */
  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

export const blankRecord = (sellerId: number): CustomerRecord => ({
  sellerId,
  identityCard: null,
  motherName: null,
  receivesNotices: true,
  addresses: [],
  debitData: [],
  contacts: [],
  businessAreas: [],
});

const address = (id: number, streetId: number, number: string, complement: string | null): RegisteredAddress => ({
  id,
  streetId,
  number,
  purpose: 'PADRAO',
  classificationId: 1,
  complement,
  reference: null,
  condominiumId: null,
  blockId: null,
  floor: null,
  houseNumber: null,
  apartment: null,
});
