import type { Clock } from '../../src/common/brazil/dates.js';

export interface Described {
  readonly id: number;
  readonly descricao: string;
}

export interface Person {
  readonly name: string;
  /** CPF, digits only. */
  readonly uniqueKey: string;
}

export interface Protocol {
  readonly number: string;
  readonly kind: Described;
  /** Epoch milliseconds. */
  readonly registeredAt: number;
  updatedAt: number;
  status: Described;
  readonly subject: string | null;
  readonly beneficiary: Person;
  readonly requester: Person;
}

const ATTENDANCE: Described = { id: 171, descricao: 'Atendimento Ativo' };
const SELF_SERVICE: Described = { id: 155, descricao: 'Auto-atendimento' };
const RUNNING: Described = { id: 386, descricao: 'Em Atendimento (externo)' };
const DONE: Described = { id: 310, descricao: 'Realizado' };

/** What the simulated Mosia knows. */
export class MosiaState {
  readonly protocols: Protocol[] = [];

  /** The latest first. */
  latestOf(uniqueKey: string, count: number): readonly Protocol[] {
    return this.protocols
      .filter((protocol) => protocol.beneficiary.uniqueKey === uniqueKey)
      .sort((left, right) => right.registeredAt - left.registeredAt)
      .slice(0, count);
  }

  add(protocol: Protocol): void {
    this.protocols.push(protocol);
  }
}

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** Protocols of two invented people, the latest of yesterday. */
export function seedMosiaState(clock: Clock): MosiaState {
  const state = new MosiaState();
  const now = clock();
  const add = (
    person: Person,
    daysAgo: number,
    protocol: Pick<Protocol, 'kind' | 'status' | 'subject'> & { readonly minutes: number },
  ) => {
    const registeredAt = now - daysAgo * DAY_MS;
    const { minutes, ...rest } = protocol;
    state.add({
      ...rest,
      number: protocolNumber(registeredAt, state.protocols.length + 1),
      registeredAt,
      updatedAt: registeredAt + minutes * MINUTE_MS,
      beneficiary: person,
      requester: person,
    });
  };
  const marina: Person = { name: 'Marina Carvalho Teste', uniqueKey: '11144477735' };
  const roberto: Person = { name: 'Roberto Nunes Teste', uniqueKey: '52998224725' };
  add(marina, 1, { kind: ATTENDANCE, status: RUNNING, subject: 'Internet lenta', minutes: 12 });
  add(marina, 9, { kind: SELF_SERVICE, status: DONE, subject: null, minutes: 0 });
  add(marina, 33, { kind: ATTENDANCE, status: DONE, subject: 'Segunda via de fatura', minutes: 7 });
  add(marina, 61, { kind: ATTENDANCE, status: DONE, subject: 'Mudança de endereço', minutes: 25 });
  add(marina, 88, { kind: SELF_SERVICE, status: DONE, subject: 'Alteração de vencimento', minutes: 3 });
  add(marina, 120, { kind: ATTENDANCE, status: DONE, subject: 'Instalação', minutes: 40 });
  add(roberto, 2, { kind: ATTENDANCE, status: RUNNING, subject: 'Sem acesso', minutes: 18 });
  add(roberto, 15, { kind: SELF_SERVICE, status: DONE, subject: null, minutes: 0 });
  return state;
}

/** `11111`, the day, and a running number, as the documented ones. */
function protocolNumber(epochMs: number, sequence: number): string {
  const day = new Date(epochMs).toISOString().slice(0, 10).replaceAll('-', '');
  return `11111${day}${String(sequence).padStart(6, '0')}`;
}
