import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import type { ActOutcome, SentAct } from '../../common/acts/act-kinds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { OutageNotices } from '../massive-warnings/outage-notices.service.js';
import type { OpenedServiceOrderDto, OpenServiceOrderDto } from './service-order-acts.dto.js';
import { periodOf, shiftName } from './service-order-mapping.js';
import { isAt, isOpen } from './service-order-rules.js';
import { type ServiceOrdersConfig, serviceOrdersConfig } from './service-orders.config.js';
import {
  type OpenedServiceOrder,
  ServiceOrdersPort,
  serviceOrderTypes,
  type VisitSlot,
} from './service-orders.port.js';
import { slotForContract, visitSlot, VisitSlots } from './visit-slots.service.js';

const openingRequest = z.object({
  contractId: z.string(),
  type: z.enum(serviceOrderTypes),
  reference: z.string(),
  knownIds: z.array(z.string()),
  slot: visitSlot.nullable(),
});
type OpeningRequest = z.infer<typeof openingRequest>;

/** What is known of the order so far. */
const openedOrder = z.object({ id: z.string().nullable(), protocol: z.string().nullable(), visitBooked: z.boolean() });

/** Opens service orders. A protocol that the provider gave out is never taken back, whatever fails after it. */
@Injectable()
export class ServiceOrderOpening {
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly credentials: UpstreamCredentials,
    private readonly port: ServiceOrdersPort,
    private readonly acts: IrreversibleActs,
    private readonly slots: VisitSlots,
    private readonly outages: OutageNotices,
    private readonly ledger: OwnershipLedger,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
    private readonly logger: PinoLogger,
  ) {
    this.kind = acts.declare({
      name: 'service-order.opening',
      title: 'Abertura de ordem de serviço',
      request: openingRequest,
      outcome: openedOrder,
      showsWithinMs: config.settleSeconds * 1_000,
      find: async (act) => port.findOpened(await accounts.get(act.customerId), { ...act.request, protocol: null }),
      assumed: () => ({ id: null, protocol: null, visitBooked: false }),
      finish: (act, order) => this.finish(act, order),
    });
  }

  /**
   * Opens an order and books its visit.
   * @throws Problem OS_ALREADY_OPEN, MASSIVE_OUTAGE, CONTRACT_NOT_SERVICEABLE, SLOT_GONE (before anything is opened),
   *   OUTCOME_UNCERTAIN when the provider's answer was lost and its list does not tell yet.
   */
  async open(customer: CustomerPrincipal, body: OpenServiceOrderDto): Promise<OpenedServiceOrderDto> {
    const { customerId } = customer;
    const { contract_id: contractId, service_order_type: type } = body;
    const description = describe(body);
    const slot =
      body.slot_id === undefined ? null : this.slots.open(customerId, slotForContract(contractId, type), body.slot_id);
    await this.requireServiceable(customerId, contractId);
    if (type === 'REPAIR' && body.force !== true) await this.requireNoOutage(customerId, contractId);
    const account = await this.accounts.get(customerId);
    const place = { customerId, contractId, subject: `contract:${contractId}:${type}` };
    return this.acts.holding(this.kind, place, async (act) => {
      // The repetition of a request whose answer was lost: what it opened was found just now.
      if (act.before !== undefined) return this.dto(act.before.request, act.before.outcome);
      const orders = await this.port.current(account);
      const standing = orders.find(
        // A provider that knows no contracts counts all orders.
        (order) => (order.contractId ?? contractId) === contractId && order.type === type && isOpen(order),
      );
      if (standing !== undefined) {
        throw new Problem(problems.serviceOrderAlreadyOpen, {
          ...(standing.protocol === null ? {} : { protocol: standing.protocol }),
          extensions: { os_id: standing.id },
        });
      }
      const request = { contractId, type, reference: newReference(), knownIds: orders.map(({ id }) => id), slot };
      const { outcome } = await act.send(request, () =>
        this.port.open(account, {
          description,
          credential: () => this.credentials.of(customer),
          contractId,
          type,
          reference: request.reference,
          visit: slot,
          customerName: account.firstName,
        }),
      );
      return this.dto(request, outcome);
    });
  }

  /** Learns the order's id and books its visit, as far as that can be done now. */
  private async finish(
    { customerId, request }: SentAct<OpeningRequest>,
    order: OpenedServiceOrder,
  ): Promise<ActOutcome<OpenedServiceOrder>> {
    const account = await this.accounts.get(customerId);
    let known = order;
    if (known.id === null) {
      const { protocol } = known;
      const found = await this.port.findOpened(account, { ...request, protocol }).catch(() => undefined);
      if (found === undefined) return { outcome: known, finished: false };
      known = { ...found, protocol: found.protocol ?? protocol };
    }
    const { id } = known;
    if (id === null) throw new TypeError('an order that was found has no id');
    await this.ledger.record(customerId, 'service-order', [{ id, contractId: request.contractId }]);
    if (request.slot !== null && !known.visitBooked) {
      known = { ...known, visitBooked: await this.bookVisit(account, id, request.slot) };
    }
    return { outcome: known, finished: true };
  }

  /** Whether the visit has the slot now. The order stands without it, so nothing of this is a failure. */
  private async bookVisit(account: CustomerAccount, orderId: string, slot: VisitSlot): Promise<boolean> {
    try {
      const booked = await this.port.book(account, orderId, slot);
      if (booked !== 'uncertain') return booked === 'done';
      const orders = await this.port.current(account);
      return orders.some(({ id, visit }) => id === orderId && isAt(visit, slot));
    } catch (error) {
      this.logger.warn({ err: error, order: orderId }, 'a new order has no visit');
      return false;
    }
  }

  private async requireServiceable(customerId: string, contractId: string): Promise<void> {
    const { value } = await this.contracts.contractsOf(customerId);
    const contract = value.find(({ id }) => id === contractId);
    if (contract === undefined) throw new Problem(problems.notFound);
    if (contract.status === 'CANCELADO') throw new Problem(problems.contractNotServiceable);
  }

  /** An outage that nobody can tell of stops nobody. */
  private async requireNoOutage(customerId: string, contractId: string): Promise<void> {
    const notices = await this.outages.inForce(customerId, contractId).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'outages are not known');
      return [];
    });
    const outage = notices.find(({ kind }) => kind === 'MASSIVE_OUTAGE');
    if (outage === undefined) return;
    throw new Problem(problems.massiveOutage, {
      detail: outage.message,
      extensions: { expected_resolution_at: outage.expectedResolutionAt?.toISOString() ?? null },
    });
  }

  private dto({ type, slot }: OpeningRequest, order: OpenedServiceOrder): OpenedServiceOrderDto {
    const visit = order.visitBooked ? slot : null;
    return {
      id: order.id,
      protocol: order.protocol,
      type,
      status: visit === null ? 'ST_OS_CRIADA' : 'ST_OS_AGENDADA',
      slot_confirmed: visit !== null,
      expected_installation_date: visit?.date ?? null,
      expected_installation_turn: shiftName(visit),
      expected_attendance_period: periodOf(visit, this.config),
    };
  }
}

/** Sixteen digits: the time and a random rest. */
const newReference = (): string => `${Date.now()}${String(randomInt(1_000)).padStart(3, '0')}`;

/** The customer's words and how to reach somebody, as the technician reads them. */
function describe({ description, contact_phone: phone }: OpenServiceOrderDto): string {
  if (phone === undefined) return description;
  const parsed = parsePhone(phone);
  if (parsed?.valid !== true) {
    throw new Problem(problems.validation, {
      invalidFields: [{ field: 'contact_phone', message: 'contact_phone must be a Brazilian phone with area code' }],
    });
  }
  return `${description}\nTelefone para contato: ${parsed.e164}`;
}
