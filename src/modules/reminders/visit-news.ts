import { formatSlashedDayFirst } from '../../common/brazil/dates.js';
import type { VisitChange } from '../service-orders/field-visits.port.js';

export interface VisitNews {
  readonly title: string;
  readonly body: string;
  /** What it is about: the same news is told once. */
  readonly dedupeKey: string;
}

/** What a customer is told when the field service reports a change of their visit. */
export function visitNews({ visitId, turn, date, technician }: VisitChange): VisitNews {
  const dedupeKey = `visit-news:${visitId}:${turn}:${date ?? ''}`;
  switch (turn) {
    case 'SCHEDULED':
      return {
        title: 'Visita técnica agendada',
        body:
          date === null
            ? 'Sua visita técnica foi agendada. Veja os detalhes no app.'
            : `Sua visita técnica está marcada para ${formatSlashedDayFirst(date)}. Veja os detalhes no app.`,
        dedupeKey,
      };
    case 'STARTED':
      return {
        title: 'Atendimento iniciado',
        body:
          technician === null
            ? 'O técnico iniciou o seu atendimento.'
            : `${technician.name} iniciou o seu atendimento. Confira a identificação no app.`,
        dedupeKey,
      };
    case 'DONE':
      return {
        title: 'Atendimento concluído',
        body: 'A visita técnica foi concluída. Conte no app como foi o atendimento.',
        dedupeKey,
      };
    case 'IMPEDED':
      return {
        title: 'Visita não concluída',
        body: 'O técnico não conseguiu concluir a visita. Veja no app o que fazer.',
        dedupeKey,
      };
    case 'CANCELLED':
      return {
        title: 'Visita cancelada',
        body: 'A visita técnica foi cancelada. Se ainda precisar, agende outra no app.',
        dedupeKey,
      };
  }
}
