import { plainDate, type PlainDate } from '../../src/common/brazil/dates.js';
import type { PersonKind } from './sales-catalogue.state.js';

export type Opportunity = 'ABERTA' | 'PERDEU' | 'GANHOU';
export type AddressPurpose = 'PADRAO' | 'FISCAL' | 'COBRANCA' | 'INSTALACAO';

/** An address as prospects and customers are registered with. */
export interface RegisteredAddress {
  readonly id: number;
  readonly streetId: number;
  readonly number: string;
  readonly purpose: AddressPurpose;
  readonly classificationId: number;
  readonly complement: string | null;
  readonly reference: string | null;
  readonly condominiumId: number | null;
  readonly blockId: number | null;
  readonly floor: string | null;
  readonly houseNumber: string | null;
  readonly apartment: string | null;
}

/** What a prospect wants: a plan or a package. */
export interface Interest {
  readonly id: number;
  readonly planId: number | null;
  readonly packageId: number | null;
  /** Of somebody who is a customer already: the sale is not made yet. */
  readonly pending?: boolean;
}

export interface ProspectFile {
  readonly id: number;
  readonly name: string;
  readonly mediaType: string;
  /** Epoch milliseconds. */
  readonly attachedAt: number;
}

export interface Prospect {
  readonly id: number;
  readonly personKind: PersonKind;
  readonly name: string;
  readonly landline: string;
  readonly mobile: string;
  /** CPF or CNPJ, digits and letters only; null when it was not given. */
  readonly document: string | null;
  readonly bornOn: PlainDate | null;
  readonly identityCard: string | null;
  readonly companyId: number;
  readonly kindId: number;
  readonly channelId: number;
  readonly segmentId: number;
  sellerId: number;
  email: string | null;
  note: string | null;
  motherName: string | null;
  sex: string | null;
  tradeName: string | null;
  stateRegistration: string | null;
  municipalRegistration: string | null;
  opportunity: Opportunity;
  /** Position in the sales funnel, from 1. */
  stage: number;
  refused: boolean;
  customerId: number | null;
  /** Epoch milliseconds. */
  readonly registeredAt: number;
  updatedAt: number;
  updatedBy: number | null;
  readonly addresses: RegisteredAddress[];
  readonly interests: Interest[];
  readonly files: ProspectFile[];
}

export interface Described {
  readonly id: number;
  readonly description: string;
}

/** The sellers' side of the ERP. */
export class Prospects {
  readonly rows = new Map<number, Prospect>();
  readonly kinds: readonly Described[] = [
    { id: 1, description: 'ATIVO' },
    { id: 2, description: 'RECEPTIVO' },
  ];
  readonly channels: readonly Described[] = [
    { id: 1, description: 'APLICATIVO' },
    { id: 2, description: 'LOJA' },
  ];
  /** A segment sells one kind of contract. */
  readonly segments: readonly (Described & { readonly contractKindId: number })[] = [
    { id: 1, description: 'RESIDENCIAL', contractKindId: 1 },
    { id: 2, description: 'EMPRESARIAL', contractKindId: 2 },
  ];
  readonly stages: readonly (Described & { readonly qualification: string })[] = [
    { id: 1, description: 'PRIMEIRO', qualification: 'ANALISAR CREDITO' },
    { id: 2, description: 'SEGUNDO', qualification: 'CONVERTER CLIENTE' },
  ];
  /** Consultations of credit bureaus made so far. */
  consultations = 0;
  private lastId = 220400;

  constructor() {
    this.add(
      {
        ...invented('ROBERTO NUNES TESTE', '52998224725', 1617621469000),
        opportunity: 'GANHOU',
        stage: 2,
        customerId: 366890,
        interests: [{ id: 140135, planId: 1162, packageId: null }],
      },
      220311,
    );
    this.add(
      {
        ...invented('JORGE ALVES TESTE', '28625587887', 1628277389000),
        addresses: [
          {
            id: 64427,
            streetId: 645831,
            number: '96',
            purpose: 'PADRAO',
            classificationId: 1,
            complement: null,
            reference: null,
            condominiumId: null,
            blockId: null,
            floor: null,
            houseNumber: null,
            apartment: null,
          },
        ],
        interests: [{ id: 140136, planId: 1164, packageId: null }],
      },
      220317,
    );
  }

  add(row: Omit<Prospect, 'id'>, id = this.nextId()): Prospect {
    const prospect = { ...row, id };
    this.rows.set(id, prospect);
    return prospect;
  }

  /** One sequence serves everything that is registered here. */
  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  ofSeller(sellerId: number): Prospect[] {
    return [...this.rows.values()].filter((row) => row.sellerId === sellerId);
  }
}

function invented(name: string, document: string, registeredAt: number): Omit<Prospect, 'id'> {
  return {
    personKind: 'PessoaFisica',
    name,
    landline: '3137610003',
    mobile: '31999990003',
    document,
    bornOn: plainDate(1988, 3, 15) ?? null,
    identityCard: null,
    companyId: 1,
    kindId: 1,
    channelId: 1,
    segmentId: 1,
    sellerId: 285,
    email: 'prospecto.teste@example.com',
    note: null,
    motherName: 'MAE TESTE',
    sex: 'FEMININO',
    tradeName: null,
    stateRegistration: null,
    municipalRegistration: null,
    opportunity: 'ABERTA',
    stage: 1,
    refused: false,
    customerId: null,
    registeredAt,
    updatedAt: registeredAt,
    updatedBy: null,
    addresses: [],
    interests: [],
    files: [],
  };
}
