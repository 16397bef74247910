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

export class AppNotices {
  readonly rows: ReadonlyMap<number, AppNotice> = new Map(
    [
      notice(5490, 81593, 'BEM-VINDA', 'Conheça o aplicativo do cliente.', '2026-05-04T12:00:00Z', 'ENVIADO'),
      notice(5501, 81593, 'FATURA DISPONIVEL', 'Sua fatura já pode ser paga pelo aplicativo.', '2026-11-18T12:00:00Z'),
      notice(5502, 81593, 'VISITA AGENDADA', 'A visita do técnico foi agendada.', '2026-11-19T17:30:00Z'),
      notice(5503, 366890, 'CONTRATO SUSPENSO', 'Há faturas vencidas neste contrato.', '2026-11-17T12:00:00Z'),
    ].map((row) => [row.id, row]),
  );

  /** Those of a customer that wait to be sent. */
  pendingOf(customerId: number): AppNotice[] {
    return [...this.rows.values()].filter((row) => row.customerId === customerId && row.status === 'PENDENTE');
  }
}

function notice(
  id: number,
  customerId: number,
  title: string,
  text: string,
  at: string,
  status: AppNotice['status'] = 'PENDENTE',
): AppNotice {
  return { id, customerId, title, text, status, createdAt: Date.parse(at) };
}
