/** A notice for the customer's app; once sent it is listed no more. */
export interface AppNotice {
  readonly id: number;
  readonly customerId: number;
  readonly title: string;
  readonly text: string;
  status: 'PENDENTE' | 'ENVIADO';
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

const DAY_MS = 86_400_000;

export class AppNotices {
  readonly rows = new Map<number, AppNotice>();

  /** Those of a customer that wait to be sent. */
  pendingOf(customerId: number): AppNotice[] {
    return [...this.rows.values()].filter((row) => row.customerId === customerId && row.status === 'PENDENTE');
  }

  /** Another one, as the provider's people write them. */
  add(notice: Omit<AppNotice, 'id' | 'status'>): AppNotice {
    const row: AppNotice = { ...notice, id: Math.max(...this.rows.keys(), 0) + 1, status: 'PENDENTE' };
    this.rows.set(row.id, row);
    return row;
  }
}

/** Notices of the last days, and one that was sent long ago. */
export function seedAppNotices(now: number): AppNotices {
  const notices = new AppNotices();
  const put = (id: number, customerId: number, daysAgo: number, title: string, text: string): AppNotice => {
    const row: AppNotice = { id, customerId, title, text, status: 'PENDENTE', createdAt: now - daysAgo * DAY_MS };
    notices.rows.set(id, row);
    return row;
  };
  put(5490, 81593, 200, 'BEM-VINDA', 'Conheça o aplicativo do cliente.').status = 'ENVIADO';
  put(5501, 81593, 2, 'FATURA DISPONIVEL', 'Sua fatura já pode ser paga pelo aplicativo.');
  put(5502, 81593, 1, 'VISITA AGENDADA', 'A visita do técnico foi agendada.');
  put(5503, 366890, 4, 'CONTRATO SUSPENSO', 'Há faturas vencidas neste contrato.');
  put(
    5504,
    81593,
    10,
    'REAJUSTE ANUAL',
    'O valor do seu plano será reajustado em 4,2% a partir do próximo ciclo, como prevê o contrato.',
  );
  return notices;
}
