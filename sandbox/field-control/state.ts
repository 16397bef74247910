import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/common/brazil/dates.js';
import { fieldControlId } from './identifiers.js';
import {
  printAttachment,
  printComment,
  printEmployee,
  printForm,
  printOrder,
  printRatedTask,
  printTask,
} from './printing.js';
import type {
  Attachment,
  Comment,
  Customer,
  Employee,
  Equipment,
  EquipmentType,
  Form,
  Material,
  Order,
  OrderMaterial,
  Question,
  Service,
  Task,
  Ticket,
} from './rows.js';
import type { EventName, FieldControlWebhooks } from './webhooks.js';

type Rows<T> = Map<string, T>;

/** Epoch milliseconds as Field Control writes instants: UTC, to the second. */
export const toInstant = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The event that tells of a task's new state, where there is one. */
const STATUS_EVENTS: Partial<Record<Task['status'], EventName>> = {
  'in-progess': 'task-started',
  reported: 'task-reported',
  done: 'task-completed',
};

/**
 * What the simulated Field Control knows. The methods are what its users do: managers on the panel, technicians in
 * their app, customers who rate; each tells the webhooks. They throw RangeError for an unknown id.
 */
export class FieldControlState {
  readonly customers: Rows<Customer> = new Map();
  readonly employees: Rows<Employee> = new Map();
  readonly materials: Rows<Material> = new Map();
  readonly equipmentTypes: Rows<EquipmentType> = new Map();
  readonly equipments: Rows<Equipment> = new Map();
  readonly tickets: Rows<Ticket> = new Map();
  readonly services: Rows<Service> = new Map();
  readonly orders: Rows<Order> = new Map();
  readonly tasks: Rows<Task> = new Map();
  readonly attachments: Rows<Attachment> = new Map();
  readonly comments: Rows<Comment> = new Map();
  readonly forms: Rows<Form> = new Map();
  readonly orderMaterials: Rows<OrderMaterial> = new Map();
  /** When each key was last let through, epoch milliseconds. */
  readonly lastRequestAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    readonly webhooks: FieldControlWebhooks,
    /** One request a second for each key; switched off to test something else. */
    public rateLimited: boolean,
  ) {}

  now(): string {
    return toInstant(this.clock());
  }

  newId(): string {
    return fieldControlId(randomUUID());
  }

  orderWithIdentifier(identifier: string): Order | undefined {
    return [...this.orders.values()].find((order) => order.identifier === identifier);
  }

  tasksOf(orderId: string): Task[] {
    return [...this.tasks.values()].filter((task) => task.orderId === orderId);
  }

  addOrder(order: Order, tasks: readonly Task[]): void {
    this.orders.set(order.id, order);
    this.webhooks.emit('order-created', printOrder(order));
    for (const task of tasks) this.addTask(task);
  }

  changeOrder(id: string, changes: Partial<Order>): Order {
    const order = known(this.orders, id);
    Object.assign(order, changes);
    this.webhooks.emit('order-updated', printOrder(order));
    return order;
  }

  addTask(task: Task): void {
    known(this.orders, task.orderId);
    this.tasks.set(task.id, task);
    this.webhooks.emit('task-created', printTask(task));
  }

  /** A manager, or a caller of the API, changes a task. */
  changeTask(id: string, changes: Partial<Task>): Task {
    const task = known(this.tasks, id);
    const before = task.status;
    Object.assign(task, changes);
    if (task.status !== before) this.stamp(task);
    this.webhooks.emit('task-updated', printTask(task));
    if (task.status !== before) this.tellStatus(task);
    return task;
  }

  /** The technician sets off to work. */
  startTask(id: string): Task {
    return this.moveTask(id, 'in-progess', null);
  }

  /** The technician could not do it, and says why. */
  reportTask(id: string, why: string): Task {
    return this.moveTask(id, 'reported', why);
  }

  completeTask(id: string, description: string | null = null): Task {
    return this.moveTask(id, 'done', description);
  }

  /** The customer rates the visit: 0 to 5 stars. */
  rateTask(id: string, stars: number, comment: string | null = null): Task {
    const task = known(this.tasks, id);
    task.rating = { stars, comment, createdAt: this.now() };
    this.webhooks.emit('task-rated', printRatedTask(task));
    return task;
  }

  addEmployee(employee: Omit<Employee, 'id'>): Employee {
    const row = { id: this.newId(), ...employee };
    this.employees.set(row.id, row);
    this.webhooks.emit('employee-created', printEmployee(row));
    return row;
  }

  addComment(orderId: string, message: string, employeeId: string | null = null): Comment {
    known(this.orders, orderId);
    const row = { id: this.newId(), orderId, employeeId, userId: null, message, archived: false };
    this.comments.set(row.id, row);
    this.webhooks.emit('comment-created', printComment(row));
    return row;
  }

  addAttachment(taskId: string, path: string, title: string | null = null): Attachment {
    const { orderId } = known(this.tasks, taskId);
    const row = { id: this.newId(), orderId, taskId, path, title, createdAt: this.now() };
    this.attachments.set(row.id, row);
    this.webhooks.emit('order-attachment-created', printAttachment(row));
    return row;
  }

  retitleAttachment(id: string, title: string): Attachment {
    const row = known(this.attachments, id);
    row.title = title;
    this.webhooks.emit('order-attachment-updated', printAttachment(row));
    return row;
  }

  addForm(orderId: string, name: string, questions: readonly Question[]): Form {
    known(this.orders, orderId);
    const row = { id: this.newId(), orderId, name, archived: false, questions, createdAt: this.now() };
    this.forms.set(row.id, row);
    this.webhooks.emit('order-form-created', printForm(row));
    return row;
  }

  answerForm(id: string, questions: readonly Question[]): Form {
    const row = known(this.forms, id);
    row.questions = questions;
    this.webhooks.emit('order-form-updated', printForm(row));
    return row;
  }

  private moveTask(id: string, status: Task['status'], statusDescription: string | null): Task {
    const task = known(this.tasks, id);
    Object.assign(task, { status, statusDescription });
    this.stamp(task);
    this.tellStatus(task);
    return task;
  }

  private stamp(task: Task): void {
    const now = this.now();
    task.receivedAt ??= now;
    task.viewedAt ??= now;
    if (task.status === 'in-progess') {
      task.startedAt = now;
      task.completedAt = null;
    }
    if (task.status === 'done') {
      task.startedAt ??= now;
      task.completedAt = now;
    }
  }

  private tellStatus(task: Task): void {
    const event = STATUS_EVENTS[task.status];
    if (event !== undefined) this.webhooks.emit(event, printTask(task));
  }
}

function known<T>(rows: ReadonlyMap<string, T>, id: string): T {
  const row = rows.get(id);
  if (row === undefined) throw new RangeError(`the simulated Field Control has no ${id}`);
  return row;
}
