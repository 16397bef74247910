import type { ServiceKind } from './rows.js';

export interface ServiceOrderType {
  readonly id: number;
  readonly description: string;
  readonly serviceKind: ServiceKind;
  readonly internal: boolean;
  readonly destinationId: number;
  readonly destination: string;
  /** Ways in which a technician may end a visit of this type. */
  readonly closings: readonly Closing[];
}

interface Closing {
  readonly id: number;
  readonly description: string;
  readonly signature: boolean;
  readonly pictures: boolean;
  readonly solved: boolean;
}

/** What is kept of an attached file; its content is not. */
interface Attachment {
  readonly orderId: number;
  readonly kind: string;
  readonly name: string;
  readonly bytes: number;
  readonly mediaType: string;
}

export interface Rating {
  readonly technician: number;
  readonly resolution: number;
}

interface OrderLog {
  readonly id: number;
  readonly orderId: number;
  readonly userId: number;
  readonly action: string;
  readonly kind: 'CADASTRO' | 'ATUALIZAR';
}

interface IncomingCall {
  readonly customerId: number;
  readonly from: string;
  readonly extension: string | null;
  readonly queue: string | null;
}

/** What the service desk knows beside the attendances themselves. */
export interface ServiceDesk {
  readonly types: ReadonlyMap<number, ServiceOrderType>;
  readonly attachments: Attachment[];
  /** By attendance. */
  readonly ratings: Map<number, Rating>;
  readonly logs: OrderLog[];
  readonly calls: IncomingCall[];
}

const CLOSINGS: readonly Closing[] = [
  {
    id: 217,
    description: '2097 - PROBLEMA NÃO INDENTIFICADO - RELATAR',
    signature: true,
    pictures: true,
    solved: true,
  },
  { id: 338, description: '3053 - RESOLVIDO SEM INTERVENÇÃO', signature: false, pictures: false, solved: false },
  { id: 13150, description: '5007 - SEM SOLUCAO', signature: false, pictures: false, solved: false },
];

export function seedServiceDesk(): ServiceDesk {
  const type = (id: number, description: string, serviceKind: ServiceKind): ServiceOrderType => ({
    id,
    description,
    serviceKind,
    internal: id === 1,
    destinationId: 7,
    destination: 'Suporte',
    closings: serviceKind === 'INTERNO' ? [] : CLOSINGS,
  });
  const types = [
    type(1, 'ÁREA DE MANUTENÇÃO', 'SUPORTE'),
    type(2, 'HOTSPOT - GERAL', 'SUPORTE'),
    type(3, 'SOLICITAÇÃO DE ALTERAÇÃO DE VENCIMENTO', 'INTERNO'),
    type(4, 'ACESSO LENTO', 'SUPORTE'),
    type(7, 'SEM ACESSO', 'SUPORTE'),
    type(18, 'MUDANÇA DE PONTO', 'SUPORTE'),
    type(21, 'RETIRADA DE EQUIPAMENTO', 'RETIRADA'),
    type(25, 'ALTERAÇÃO DE ENDEREÇO', 'ALTERACAO_ENDERECO'),
    type(33, 'UPGRADE OU DOWNGRADE DE PLANO', 'UPGRADE_DOWNGRADE'),
    type(40, 'MIGRAÇÃO DE TECNOLOGIA', 'MIGRACAO'),
    type(46, 'SOLICITAÇÃO DE SERVIÇO', 'SOLICITACAO_SERVICO'),
    type(51, 'INSTALAÇÃO DE FIBRA', 'INSTALACAO'),
  ];
  return {
    types: new Map(types.map((row) => [row.id, row])),
    attachments: [],
    ratings: new Map(),
    logs: [],
    calls: [],
  };
}
