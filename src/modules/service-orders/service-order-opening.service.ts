import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { parsePhone } from '../../common/brazil/phone.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { type CustomerAccount, CustomerAccounts } from '../customers/customer-accounts.service.js';
import { OutageNotices } from './outage-notices.port.js';
import { type HeldAct, openingSubject, ServiceOrderActs } from './service-order-acts.service.js';
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

const openingDetails = z.object({
  contractId: z.string(),
  type: z.enum(serviceOrderTypes),
  reference: z.string(),
  knownIds: z.array(z.string()),
  slot: visitSlot.nullable(),
  /** What is known of the order so far. */
  opened: z.object({ id: z.string().nullable(), protocol: z.string().nullable(), visitBooked: z.boolean() }).nullable(),
});
type OpeningDetails = z.infer<typeof openingDetails>;

/** An order that was opened, as far as it is known. */
interface Opening {
  readonly details: OpeningDetails;
  readonly order: OpenedServiceOrder;
}

/** Opens service orders. A protocol that the provider gave out is never taken back, whatever fails after it. */
@Injectable()
export class ServiceOrderOpening {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly credentials: UpstreamCredentials,
    private readonly port: ServiceOrdersPort,
    private readonly acts: ServiceOrderActs,
    private readonly slots: VisitSlots,
    private readonly outages: OutageNotices,
    private readonly ledger: OwnershipLedger,
    @Inject(serviceOrdersConfig.token) private readonly config: ServiceOrdersConfig,
    private readonly logger: PinoLogger,
  ) {
    acts.settleWith('OPEN', (act) => this.settle(act));
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
    return this.acts.holding({ customerId, kind: 'OPEN', subject: openingSubject(contractId, type) }, async (act) => {
      // The repetition of a request whose answer was lost: what it opened was found just now.
      if (act.settledBefore !== undefined) return this.dto(openingOf(openingDetails.parse(act.settledBefore.details)));
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
      const details: OpeningDetails = {
        contractId,
        type,
        reference: newReference(),
        knownIds: orders.map(({ id }) => id),
        slot,
        opened: null,
      };
      await this.acts.send(act, details);
      const order = await this.send(act, account, details, {
        description,
        credential: () => this.credentials.of(customer),
      });
      if (order === undefined) {
        await this.acts.uncertain(act);
        throw new Problem(problems.outcomeUncertain);
      }
      return this.dto(await this.finish(act, account, { details, order }));
    });
  }

  /** Undefined when the answer was lost and the provider's list does not have the order (yet). */
  private async send(
    act: HeldAct,
    account: CustomerAccount,
    { contractId, type, reference, slot, knownIds }: OpeningDetails,
    given: Pick<Parameters<ServiceOrdersPort['open']>[1], 'description' | 'credential'>,
  ): Promise<OpenedServiceOrder | undefined> {
    let opened: OpenedServiceOrder | 'uncertain';
    try {
      const opening = { ...given, contractId, type, reference, visit: slot, customerName: account.firstName };
      opened = await this.port.open(account, opening);
    } catch (error) {
      await this.acts.drop(act);
      throw error;
    }
    if (opened !== 'uncertain') return opened;
    // Not knowing is no reason to fail: the failure is that reading does not tell.
    return this.port
      .findOpened(account, { contractId, type, reference, knownIds, protocol: null })
      .catch(() => undefined);
  }

  /** Learns the order's id and books its visit, as far as that can be done now. */
  private async finish(act: HeldAct, account: CustomerAccount, { details, order }: Opening): Promise<Opening> {
    let known = order;
    if (known.id === null) {
      const { protocol } = known;
      const found = await this.port.findOpened(account, { ...details, protocol }).catch(() => undefined);
      if (found === undefined) {
        const opening = { details: { ...details, opened: known }, order: known };
        await this.acts.unfinished(act, opening.details);
        return opening;
      }
      known = { ...found, protocol: found.protocol ?? protocol };
    }
    const { id } = known;
    if (id === null) throw new TypeError('an order that was found has no id');
    await this.ledger.record(account.id, 'service-order', [{ id, contractId: details.contractId }]);
    if (details.slot !== null && !known.visitBooked) {
      known = { ...known, visitBooked: await this.bookVisit(account, id, details.slot) };
    }
    const opening = { details: { ...details, opened: known }, order: known };
    act.row.details = opening.details;
    await this.acts.done(act, id);
    return opening;
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

  private async settle(act: HeldAct): Promise<boolean> {
    const details = openingDetails.parse(act.row.details);
    const account = await this.accounts.get(act.row.customerId);
    const order = details.opened ?? (await this.port.findOpened(account, { ...details, protocol: null }));
    if (order === undefined) {
      if (!this.acts.wouldShow(act)) return false;
      await this.acts.drop(act);
      return true;
    }
    await this.finish(act, account, { details, order });
    return act.row.state === 'done';
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

  private dto({ details, order }: Opening): OpenedServiceOrderDto {
    const visit = order.visitBooked ? details.slot : null;
    return {
      id: order.id,
      protocol: order.protocol,
      type: details.type,
      status: visit === null ? 'ST_OS_CRIADA' : 'ST_OS_AGENDADA',
      slot_confirmed: visit !== null,
      expected_installation_date: visit?.date ?? null,
      expected_installation_turn: shiftName(visit),
      expected_attendance_period: periodOf(visit, this.config),
    };
  }
}

function openingOf(details: OpeningDetails): Opening {
  if (details.opened === null) throw new TypeError('an opening that is done has no order');
  return { details, order: details.opened };
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
