import { z } from 'zod';
import { optionalText } from '../../core/fields.js';
import { webhookEvent } from '../field-control.event.js';
import { optionalLooseNumber } from '../field-control.fields.js';
import { taskAnswer } from '../field-control.resources.js';

/** "para eventos do tipo task-created, o corpo da requisição será uma visita": a visit is an activity, a task. */
const payload = taskAnswer;

const assumption = 'No body is shown; it is read as the activity itself, as the document says of every event.';

export const taskCreated = webhookEvent({ name: 'task-created', title: 'Criação de uma atividade', payload });

export const taskUpdated = webhookEvent({
  name: 'task-updated',
  title: 'Atualização de uma atividade',
  payload,
  assumption,
});

export const taskStarted = webhookEvent({
  name: 'task-started',
  title: 'Atividade iniciada pelo colaborador',
  payload,
  assumption,
});

export const taskReported = webhookEvent({
  name: 'task-reported',
  title: 'Impedimento da realização de alguma atividade',
  payload,
  assumption,
});

export const taskCompleted = webhookEvent({
  name: 'task-completed',
  title: 'Atividade concluída com sucesso',
  payload,
  assumption,
});

const rating = z
  .object({ rating: z.object({ stars: optionalLooseNumber, comment: optionalText }).nullish().catch(null) })
  .transform(({ rating: given }) => ({ stars: given?.stars ?? null, comment: given?.comment ?? null }));

export const taskRated = webhookEvent({
  name: 'task-rated',
  title: 'Avaliação de uma atividade',
  payload: z.unknown().transform((body, context) => {
    const task = taskAnswer.safeParse(body);
    const given = rating.safeParse(body);
    if (task.success && given.success) return { ...task.data, rating: given.data };
    context.addIssue({ code: 'custom', message: 'not a rated activity' });
    return z.NEVER;
  }),
  assumption:
    'No body is shown; it is read as the activity with the stars and the comment in `rating`, after the names of the customer’s statistics.',
});
