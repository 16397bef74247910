/** What the simulated Field Control keeps. Instants are ISO 8601 in UTC, to the second. */

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Address {
  readonly zipCode: string;
  readonly street: string;
  readonly number: string;
  readonly neighborhood: string | null;
  readonly complement: string | null;
  readonly city: string;
  readonly state: string;
  readonly coords: Coordinates;
}

export interface Phone {
  readonly id: string;
  number: string;
  type: string;
  primary: boolean;
}

export interface Email {
  readonly id: string;
  address: string;
  type: string;
  primary: boolean;
}

export interface Customer {
  readonly id: string;
  name: string;
  code: string | null;
  documentNumber: string | null;
  address: Address;
  archived: boolean;
  readonly createdAt: string;
  readonly phones: Phone[];
  readonly emails: Email[];
}

export interface Employee {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
}

export interface Material {
  readonly id: string;
  name: string;
  measure: string;
  archived: boolean;
}

export interface EquipmentType {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly createdAt: string;
}

export interface Equipment {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly notes: string;
  readonly qrCode: string;
  readonly archived: boolean;
  readonly avatarUrl: string | null;
  readonly customerId: string;
  readonly typeId: string;
  readonly customFields: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly position: number;
  }[];
  readonly createdAt: string;
}

export interface Ticket {
  readonly id: string;
  readonly identifier: string;
  name: string;
  subject: string;
  message: string;
  contact: { readonly email: string | null; readonly phone: string | null };
  archived: boolean;
}

export interface Service {
  readonly id: string;
  name: string;
  /** Minutes. */
  duration: number;
  archived: boolean;
}

export interface Order {
  readonly id: string;
  identifier: string;
  description: string | null;
  readonly archived: boolean;
  customerId: string;
  serviceId: string;
  address: Address;
  readonly createdAt: string;
}

/** As the document prints them, `in-progess` (sic) included. */
export const TASK_STATUSES = ['scheduled', 'in-progess', 'done', 'canceled', 'reported'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface Scheduling {
  readonly type: 'scheduled-date' | 'scheduled-date-and-time';
  readonly date: string | null;
  readonly time: string | null;
}

export interface Task {
  readonly id: string;
  readonly orderId: string;
  employeeId: string | null;
  readonly archived: boolean;
  duration: number;
  position: number;
  status: TaskStatus;
  statusDescription: string | null;
  scheduling: Scheduling;
  coords: Coordinates;
  startedAt: string | null;
  completedAt: string | null;
  readonly createdAt: string;
  receivedAt: string | null;
  viewedAt: string | null;
  rating: { readonly stars: number; readonly comment: string | null; readonly createdAt: string } | null;
}

export interface Attachment {
  readonly id: string;
  readonly orderId: string;
  readonly taskId: string;
  readonly path: string;
  title: string | null;
  readonly createdAt: string;
}

export interface Comment {
  readonly id: string;
  readonly orderId: string;
  readonly employeeId: string | null;
  readonly userId: string | null;
  readonly message: string;
  readonly archived: boolean;
}

export interface Question {
  readonly type: string;
  readonly position: number;
  readonly required: boolean;
  readonly title: string;
  readonly answer: string;
  readonly options?: readonly { readonly value: string; readonly position: number }[];
}

export interface Form {
  readonly id: string;
  readonly orderId: string;
  readonly name: string;
  readonly archived: boolean;
  questions: readonly Question[];
  readonly createdAt: string;
}

export interface OrderMaterial {
  readonly id: string;
  readonly orderId: string;
  readonly materialId: string;
  readonly quantity: number;
}
