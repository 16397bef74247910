import type { Attachment, Comment, Employee, Form, Order, Task } from './rows.js';

/** How the resources that webhooks also deliver are printed. */

const reference = (id: string | null) => (id === null ? null : { id });

export const printEmployee = ({ id, name, avatarUrl }: Employee) => ({ id, name, avatarUrl });

export const printTask = (task: Task) => ({
  id: task.id,
  duration: task.duration,
  position: task.position,
  archived: task.archived,
  status: task.status,
  startedAt: task.startedAt,
  completedAt: task.completedAt,
  statusDescription: task.statusDescription,
  order: { id: task.orderId },
  employee: reference(task.employeeId),
  scheduling: task.scheduling,
  coords: task.coords,
  createdAt: task.createdAt,
  receivedAt: task.receivedAt,
  viewedAt: task.viewedAt,
});

/** No example of a rating's body is shown; the names are those of a customer's statistics. */
export const printRatedTask = (task: Task) => ({ ...printTask(task), rating: task.rating });

export const printOrder = (order: Order) => ({
  id: order.id,
  identifier: order.identifier,
  description: order.description,
  archived: order.archived,
  customer: { id: order.customerId },
  service: { id: order.serviceId },
  address: order.address,
  createdAt: order.createdAt,
});

export const printAttachment = ({ id, path, title, createdAt, taskId }: Attachment) => ({
  id,
  path,
  title,
  createdAt,
  task: { id: taskId },
});

export const printComment = ({ id, message, archived, employeeId, userId }: Comment) => ({
  id,
  message,
  archived,
  employee: reference(employeeId),
  user: reference(userId),
});

export const printForm = ({ id, name, archived, questions }: Form) => ({ id, name, archived, questions });
