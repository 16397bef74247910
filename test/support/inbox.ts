import { resetErp } from './erp.js';
import type { Caller, TestApplication } from './application.js';

export const PENDING_NOTICES = 'webservice-cliente.customers.list-pending-notices';
export const MARK_NOTICE = 'webservice-cliente.app-notices.mark-sent';
/** As the ERP knows the first demonstration customer. */
export const MARINA = 81593;

export interface Message {
  id: string;
  kind: string;
  category: string;
  title: string;
  body: string;
  deep_link: string | null;
  regulated: boolean;
  created_at: string;
  read_at: string | null;
}

export interface Inbox {
  items: Message[];
  page: number;
  page_size: number;
  total: number;
  next: number | null;
  unread_count: number;
  stale?: boolean;
  as_of?: string;
}

/** A customer's inbox as their app asks for it. */
export class InboxOf {
  constructor(
    private readonly product: TestApplication,
    public caller: Caller,
  ) {}

  list(query: Record<string, string> = {}) {
    return this.product.http().get('/app/v1/messages').query(query).set(this.caller);
  }

  async all(query: Record<string, string> = {}): Promise<Inbox> {
    return (await this.list(query).expect(200)).body as Inbox;
  }

  async titles(query: Record<string, string> = {}): Promise<string[]> {
    return (await this.all(query)).items.map(({ title }) => title);
  }

  async titled(title: string): Promise<Message> {
    const message = (await this.all({ pageSize: '100' })).items.find((item) => item.title === title);
    if (message === undefined) throw new Error(`there is no message titled ${title}`);
    return message;
  }

  read(id: string) {
    return this.product.http().put(`/app/v1/messages/${id}/read`).set(this.caller);
  }

  remove(id: string) {
    return this.product.http().delete(`/app/v1/messages/${id}`).set(this.caller);
  }
}

/** The id of a customer’s account here. */
export async function customerIdOf(product: TestApplication, document: string): Promise<string> {
  const rows: { id: string }[] = await product.dataSource.query('SELECT id FROM customer_account WHERE document = $1', [
    document,
  ]);
  if (rows[0] === undefined) throw new Error('the customer never logged in');
  return rows[0].id;
}

/** Makes it time to read everybody's notices again. */
export async function letNoticesAge(product: TestApplication): Promise<void> {
  await product.dataSource.query(`UPDATE notice_pull SET pulled_at = pulled_at - interval '1 hour'`);
}

/** Empty inboxes, and the ERP as it was at the start. */
export async function emptyInboxes(product: TestApplication): Promise<void> {
  await product.dataSource.query('TRUNCATE message, notice_pull, push_notice, push_delivery, customer_round');
  resetErp(product.erp);
}
