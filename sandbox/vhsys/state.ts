import type { PlainDate } from '../../src/common/brazil/dates.js';

export type OrderStatus = 'Em Aberto' | 'Em Andamento' | 'Atendido' | 'Cancelado';

/** What a caller may say of an order, by the document's names. Amounts are centavos. */
export interface OrderFields {
  readonly id_cliente: number;
  readonly nome_cliente: string;
  readonly vendedor_pedido: string;
  readonly vendedor_pedido_id: number;
  readonly valor_total_despesas: number;
  readonly valor_total_desconto: number;
  readonly data_pedido: PlainDate | null;
  readonly data_entrega: PlainDate | null;
  readonly data_realizacao: PlainDate | null;
  /** `HH:mm` */
  readonly data_realizacao_hora: string;
  readonly garantia_ordem: string;
  readonly equipamento_ordem: string;
  readonly problema_ordem: string;
  readonly recebimento_ordem: string;
  readonly referencia_ordem: string;
  readonly obs_pedido: string;
  readonly obs_interno_pedido: string;
  readonly laudo_ordem: string;
  readonly status_pedido: OrderStatus;
}

/** Some of the fields of an order; one that is undefined counts as not said. */
export type GivenOrderFields = { readonly [K in keyof OrderFields]?: OrderFields[K] | undefined };

export interface ServiceOrder {
  readonly id: number;
  /** Sequential, what people call the order by. */
  readonly number: number;
  fields: OrderFields;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  changedAt: number;
  inTrash: boolean;
}

/** A product or a service on an order; amounts are reais of up to four places, as the document has them. */
export interface OrderItem {
  readonly id: number;
  readonly orderId: number;
  /** In the register of products or services; 0 for none. */
  registerId: number;
  description: string;
  /** Pieces of a product, hours of a service. */
  quantity: number;
  unitPrice: number;
  /** Products only. */
  unitCost: number;
}

export interface StatusRecord {
  readonly id: number;
  readonly orderId: number;
  readonly date: PlainDate;
  readonly note: string;
  readonly status: OrderStatus;
}

export interface Instalment {
  readonly date: PlainDate;
  readonly amountCents: number;
  readonly paymentMethod: string;
  readonly note: string;
}

export type ItemKind = 'products' | 'services';

const UNSAID: Omit<OrderFields, 'nome_cliente'> = {
  id_cliente: 0,
  vendedor_pedido: '',
  vendedor_pedido_id: 0,
  valor_total_despesas: 0,
  valor_total_desconto: 0,
  data_pedido: null,
  data_entrega: null,
  data_realizacao: null,
  data_realizacao_hora: '00:00',
  garantia_ordem: '',
  equipamento_ordem: '',
  problema_ordem: '',
  recebimento_ordem: '',
  referencia_ordem: '',
  obs_pedido: '',
  obs_interno_pedido: '',
  laudo_ordem: '',
  status_pedido: 'Em Aberto',
};

/** What the simulated vhsys knows. */
export class VhsysState {
  readonly orders = new Map<number, ServiceOrder>();
  readonly products = new Map<number, OrderItem>();
  readonly services = new Map<number, OrderItem>();
  readonly statuses: StatusRecord[] = [];
  readonly instalments = new Map<number, readonly Instalment[]>();
  private lastOrderId = 41_200;
  private lastOrderNumber = 300;
  private lastItemId = 88_000;
  private lastStatusId = 51_000;

  /** The customers of the register, by id. */
  constructor(readonly customers: ReadonlyMap<number, string>) {}

  /** An order that is not in the trash. */
  liveOrder(id: number): ServiceOrder | undefined {
    const order = this.orders.get(id);
    return order?.inTrash === false ? order : undefined;
  }

  /** Whether an order may name this customer: none, or one of the register. */
  knowsCustomer(id: number | undefined): boolean {
    return id === undefined || id === 0 || this.customers.has(id);
  }

  registerOrder(given: GivenOrderFields & { readonly nome_cliente: string }, at: number): ServiceOrder {
    this.lastOrderId += 1;
    this.lastOrderNumber += 1;
    const order: ServiceOrder = {
      id: this.lastOrderId,
      number: this.lastOrderNumber,
      fields: { ...UNSAID, nome_cliente: given.nome_cliente, ...said(given) },
      createdAt: at,
      changedAt: at,
      inTrash: false,
    };
    this.orders.set(order.id, order);
    return order;
  }

  /** Sets what is given; a change of status is recorded in the order's history. */
  changeOrder(order: ServiceOrder, given: GivenOrderFields, at: number, today: PlainDate): void {
    const before = order.fields.status_pedido;
    order.fields = { ...order.fields, ...said(given) };
    order.changedAt = at;
    const { status_pedido: status } = order.fields;
    if (status !== before) this.recordStatus(order.id, { date: today, note: '', status });
  }

  /** Adds to the order's history and sets its status. */
  addStatus(order: ServiceOrder, record: Omit<StatusRecord, 'id' | 'orderId'>, at: number): StatusRecord {
    order.fields = { ...order.fields, status_pedido: record.status };
    order.changedAt = at;
    return this.recordStatus(order.id, record);
  }

  statusesOf(orderId: number): readonly StatusRecord[] {
    return this.statuses.filter((record) => record.orderId === orderId);
  }

  addItem(kind: ItemKind, order: ServiceOrder, fields: Omit<OrderItem, 'id' | 'orderId'>, at: number): OrderItem {
    this.lastItemId += 1;
    const item = { ...fields, id: this.lastItemId, orderId: order.id };
    this[kind].set(item.id, item);
    order.changedAt = at;
    return item;
  }

  /** The item, when it is on that order. */
  itemOf(kind: ItemKind, orderId: number, itemId: number): OrderItem | undefined {
    const item = this[kind].get(itemId);
    return item?.orderId === orderId ? item : undefined;
  }

  itemsOf(kind: ItemKind, orderId: number): readonly OrderItem[] {
    return [...this[kind].values()].filter((item) => item.orderId === orderId);
  }

  totalCents(kind: ItemKind, orderId: number): number {
    return this.itemsOf(kind, orderId).reduce((sum, item) => sum + itemTotalCents(item), 0);
  }

  private recordStatus(orderId: number, record: Omit<StatusRecord, 'id' | 'orderId'>): StatusRecord {
    this.lastStatusId += 1;
    const recorded = { ...record, id: this.lastStatusId, orderId };
    this.statuses.push(recorded);
    return recorded;
  }
}

export const itemTotalCents = ({ quantity, unitPrice }: OrderItem): number =>
  Math.round(Number((quantity * unitPrice * 100).toFixed(6)));

/** The fields without those that are undefined. */
function said(given: GivenOrderFields): Partial<OrderFields> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
