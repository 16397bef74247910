import { z } from 'zod';
import { lenientList } from '../core/drift.js';
import { identifier, looseBoolean, optionalIdentifier, optionalText, wordOf } from '../core/fields.js';
import {
  addressAnswer,
  coordinates,
  coordinatesInput,
  day,
  dayInput,
  instant,
  optionalLooseNumber,
  reference,
  referenceOrNameInput,
  taskStatusAnswer,
  taskStatusInput,
  timeOfDay,
  timeOfDayInput,
} from './field-control.fields.js';

/** The resources that are both answered by operations and delivered by webhooks. */

/** Somebody of the field staff. */
export const employeeAnswer = z.object({ id: identifier, name: optionalText, avatarUrl: optionalText });

/** A visit. The id is missing from the tasks that the creation of an order answers. Durations are in minutes. */
export const taskAnswer = z
  .object({
    id: optionalIdentifier,
    order: reference,
    employee: reference,
    archived: looseBoolean,
    duration: optionalLooseNumber,
    position: optionalLooseNumber,
    status: taskStatusAnswer,
    statusDescription: optionalText,
    startedAt: instant,
    completedAt: instant,
    scheduling: z.object({ type: optionalText, date: day, time: timeOfDay }).nullish(),
    coords: coordinates,
    createdAt: instant,
    receivedAt: instant,
    viewedAt: instant,
  })
  .transform((task) => ({
    id: task.id,
    orderId: task.order,
    employeeId: task.employee,
    archived: task.archived,
    durationMinutes: task.duration,
    position: task.position,
    status: task.status,
    statusDescription: task.statusDescription,
    startedAt: task.startedAt,
    completedAt: task.completedAt,
    scheduledDate: task.scheduling?.date ?? null,
    /** `HH:mm`, null when only the day is agreed. */
    scheduledTime: task.scheduling?.time ?? null,
    coordinates: task.coords ?? null,
    createdAt: task.createdAt,
    receivedAt: task.receivedAt,
    viewedAt: task.viewedAt,
  }));

const schedulingType = z.enum(['scheduled-date', 'scheduled-date-and-time']);

export const taskInput = z.object({
  duration: z.int().min(0),
  position: z.int().min(0),
  status: taskStatusInput,
  statusDescription: z.string().nullish(),
  employee: referenceOrNameInput.optional(),
  scheduling: z.object({ type: schedulingType, date: dayInput, time: timeOfDayInput.nullish() }),
  coords: coordinatesInput,
});

/** A task inside a new order; the example leaves out `position` and the scheduling's `type`. */
export const taskOfNewOrderInput = taskInput.extend({
  position: taskInput.shape.position.optional(),
  scheduling: taskInput.shape.scheduling.extend({ type: schedulingType.optional() }),
});

export const orderAnswer = z
  .object({
    id: identifier,
    identifier: optionalText,
    archived: looseBoolean,
    description: optionalText,
    customer: reference,
    service: reference,
    address: addressAnswer,
    createdAt: instant,
    // Only where an order is created.
    tasks: lenientList(taskAnswer).nullish(),
  })
  .transform(({ customer, service, tasks, ...order }) => ({
    ...order,
    customerId: customer,
    serviceId: service,
    tasks: tasks ?? [],
  }));

/** A picture taken for an order. */
export const attachmentAnswer = z
  .object({ id: identifier, path: optionalText, title: optionalText, createdAt: instant, task: reference })
  .transform(({ path, task, ...attachment }) => ({ ...attachment, url: path, taskId: task }));

export const commentAnswer = z
  .object({ id: identifier, message: optionalText, archived: looseBoolean, employee: reference, user: reference })
  .transform(({ employee, user, ...comment }) => ({ ...comment, employeeId: employee, userId: user }));

const question = z
  .object({
    type: wordOf(
      ['PICTURE', 'SHORT-ANSWER', 'PARAGRAPH', 'DROPDOWN', 'MULTIPLE-CHOICE', 'CHECKBOXES', 'NUMERIC', 'DATE'],
      'UNKNOWN',
    ),
    position: optionalLooseNumber,
    required: looseBoolean,
    title: optionalText,
    answer: optionalText.catch(null),
    options: lenientList(z.object({ value: optionalText, position: optionalLooseNumber })).nullish(),
  })
  .transform((row) => ({ ...row, options: row.options ?? [] }));

/** A filled-in form; lists print no questions. */
export const formAnswer = z
  .object({
    id: identifier,
    name: optionalText,
    archived: looseBoolean,
    createdAt: instant,
    questions: lenientList(question).nullish(),
  })
  .transform((form) => ({ ...form, questions: form.questions ?? [] }));
