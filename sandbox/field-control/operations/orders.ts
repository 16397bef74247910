import { z } from 'zod';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { pageOf, type ListRules } from '../list-query.js';
import { printAttachment, printComment, printForm, printOrder, printTask } from '../printing.js';
import { TASK_STATUSES, type Order, type Task } from '../rows.js';
import type { FieldControlState } from '../state.js';
import { addressBody, optionalText, refuseInvalid, requiredBody, rowOf, text } from '../validation.js';

type Request = HandlerRequest<FieldControlState>;

const byId = z.object({ id: text });
const byIdOrName = z.union([byId, z.object({ name: text })]);

const schedulingType = z.enum(['scheduled-date', 'scheduled-date-and-time']);

const taskBody = z.object({
  duration: z.int().min(0),
  position: z.int().min(0),
  // Either spelling is taken; one is printed.
  status: z
    .enum([...TASK_STATUSES, 'in-progress'])
    .transform((status) => (status === 'in-progress' ? ('in-progess' as const) : status)),
  statusDescription: optionalText,
  employee: byIdOrName.optional(),
  scheduling: z.object({
    type: schedulingType,
    date: z.iso.date(),
    time: z
      .string()
      .regex(/^\d{2}:\d{2}(:\d{2})?$/)
      .nullish()
      .transform((time) => time?.slice(0, 5) ?? null),
  }),
  coords: z.object({ latitude: z.number(), longitude: z.number() }),
});
type TaskBody = z.output<typeof taskBody>;

const taskOfNewOrder = taskBody.extend({
  position: taskBody.shape.position.optional(),
  scheduling: taskBody.shape.scheduling.extend({ type: schedulingType.optional() }),
});

const orderBody = z.object({
  identifier: text,
  description: optionalText,
  customer: byId,
  service: byId,
  address: addressBody,
});

const newOrderBody = orderBody.extend({
  customer: byIdOrName,
  service: byIdOrName,
  tasks: z.array(taskOfNewOrder).min(1),
});

/** The row that a request refers to by id or name. Refuses one that is not there. */
function referred<T extends { readonly id: string; readonly name: string }>(
  rows: ReadonlyMap<string, T>,
  reference: z.output<typeof byIdOrName>,
  property: string,
): T {
  const row =
    'id' in reference ? rows.get(reference.id) : [...rows.values()].find(({ name }) => name === reference.name);
  return row ?? refuseInvalid(property, 'exists', 'does not exist');
}

function refuseTakenIdentifier({ state }: Request, identifier: string, order?: Order): void {
  const holder = state.orderWithIdentifier(identifier);
  if (holder !== undefined && holder !== order) refuseInvalid('@.identifier', 'unique', 'must be unique');
}

function taskFields({ state }: Request, body: TaskBody, property: string) {
  const { employee, ...fields } = body;
  const employeeId = employee === undefined ? null : referred(state.employees, employee, `${property}.employee`).id;
  return { ...fields, employeeId };
}

/** A new task; one that is created as done, started or reported is stamped so. */
function newTask(request: Request, orderId: string, body: TaskBody, property: string): Task {
  const { state } = request;
  const fields = taskFields(request, body, property);
  const now = state.now();
  const begun = fields.status === 'in-progess' || fields.status === 'done';
  return {
    ...fields,
    id: state.newId(),
    orderId,
    archived: false,
    startedAt: begun ? now : null,
    completedAt: fields.status === 'done' ? now : null,
    createdAt: now,
    receivedAt: null,
    viewedAt: null,
    rating: null,
  };
}

const taskRules: ListRules<Task> = {
  filters: {
    archived: { kind: 'flag', of: ({ archived }) => archived },
    created_at: { kind: 'moment', of: ({ createdAt }) => createdAt },
    scheduled_date: { kind: 'moment', of: ({ scheduling }) => scheduling.date },
    status: { kind: 'text', of: ({ status }) => status },
  },
  sorts: { created_at: ({ createdAt }) => createdAt, scheduled_date: ({ scheduling }) => scheduling.date },
  print: printTask,
};

const orderOf = (request: Request, name = 'order_id'): Order =>
  rowOf(request, name, (id) => request.state.orders.get(id));

function taskOf(request: Request, name: string): Task {
  const order = orderOf(request);
  return rowOf(request, name, (id) => request.state.tasksOf(order.id).find((task) => task.id === id));
}

/** The rows of the order that the request is about. */
function ofOrder<T extends { readonly orderId: string }>(request: Request, rows: ReadonlyMap<string, T>): T[] {
  const order = orderOf(request);
  return [...rows.values()].filter(({ orderId }) => orderId === order.id);
}

export const orderHandlers: Handlers<FieldControlState> = {
  'field-control.orders.create': (request) => {
    const { state } = request;
    const { tasks, customer, service, ...body } = requiredBody(request, newOrderBody);
    refuseTakenIdentifier(request, body.identifier);
    const order: Order = {
      ...body,
      id: state.newId(),
      archived: false,
      customerId: referred(state.customers, customer, '@.customer').id,
      serviceId: referred(state.services, service, '@.service').id,
      createdAt: state.now(),
    };
    const created = tasks.map((task, index) => {
      const type = task.scheduling.time === null ? 'scheduled-date' : 'scheduled-date-and-time';
      const scheduling = { ...task.scheduling, type: task.scheduling.type ?? type };
      const position = task.position ?? index + 1;
      return newTask(request, order.id, { ...task, position, scheduling }, `@.tasks[${index}]`);
    });
    state.addOrder(order, created);
    return { status: 201, body: { ...printOrder(order), tasks: created.map(printTask) } };
  },

  'field-control.orders.read': (request) => ({ body: printOrder(orderOf(request, 'id')) }),

  'field-control.orders.update': (request) => {
    const { state } = request;
    const order = orderOf(request, 'id');
    const { customer, service, ...body } = requiredBody(request, orderBody);
    refuseTakenIdentifier(request, body.identifier, order);
    const customerId = referred(state.customers, customer, '@.customer').id;
    const serviceId = referred(state.services, service, '@.service').id;
    return { body: printOrder(state.changeOrder(order.id, { ...body, customerId, serviceId })) };
  },

  'field-control.orders.list': (request) =>
    pageOf(request, request.state.orders.values(), {
      filters: {
        identifier: { kind: 'text', of: ({ identifier }) => identifier },
        customer_id: { kind: 'text', of: ({ customerId }) => customerId },
        service_id: { kind: 'text', of: ({ serviceId }) => serviceId },
        created_at: { kind: 'moment', of: ({ createdAt }) => createdAt },
      },
      sorts: { created_at: ({ createdAt }) => createdAt },
      print: printOrder,
    }),

  'field-control.tasks.read': (request) => ({
    body: printTask(rowOf(request, 'id', (id) => request.state.tasks.get(id))),
  }),

  'field-control.tasks.list': (request) => pageOf(request, request.state.tasks.values(), taskRules),

  'field-control.order-tasks.create': (request) => {
    const order = orderOf(request);
    const task = newTask(request, order.id, requiredBody(request, taskBody), '@');
    request.state.addTask(task);
    return { status: 201, body: printTask(task) };
  },

  'field-control.order-tasks.read': (request) => ({ body: printTask(taskOf(request, 'task_id')) }),

  'field-control.order-tasks.update': (request) => {
    const task = taskOf(request, 'id');
    const { employeeId, ...fields } = taskFields(request, requiredBody(request, taskBody), '@');
    const changes = employeeId === null ? fields : { ...fields, employeeId };
    return { body: printTask(request.state.changeTask(task.id, changes)) };
  },

  'field-control.order-tasks.list': (request) => pageOf(request, request.state.tasksOf(orderOf(request).id), taskRules),

  'field-control.order-materials.list': (request) =>
    pageOf(request, ofOrder(request, request.state.orderMaterials), {
      print: ({ id, quantity, materialId }) => {
        const material = request.state.materials.get(materialId);
        return { id, quantity, material: { id: materialId, name: material?.name, measure: material?.measure } };
      },
    }),

  'field-control.order-attachments.list': (request) =>
    pageOf(request, ofOrder(request, request.state.attachments), { print: printAttachment }),

  'field-control.order-comments.list': (request) =>
    pageOf(request, ofOrder(request, request.state.comments), { print: printComment }),

  'field-control.order-forms.read': (request) => {
    const forms = ofOrder(request, request.state.forms);
    return { body: printForm(rowOf(request, 'id', (id) => forms.find((form) => form.id === id))) };
  },

  'field-control.order-forms.list': (request) =>
    pageOf(request, ofOrder(request, request.state.forms), {
      print: ({ id, name, archived, createdAt }) => ({ id, name, archived, createdAt }),
    }),
};
