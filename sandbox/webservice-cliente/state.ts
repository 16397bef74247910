import { buildBankSlip, formatDigitableLine } from '../../src/common/brazil/boleto.js';
import { daysBetween, toSaoPauloInstant, type PlainDate } from '../../src/common/brazil/dates.js';
import { centavosFromDecimal } from '../../src/common/brazil/money.js';
import type { ContractStatus, Customer, Contract, Bill, ServiceOrder, DueDate } from './rows.js';
import { AddressBook } from './address-book.state.js';
import type { AppNotices } from './app-notices.state.js';
import { ApplicationUsers } from './application-users.state.js';
import { ContractChanges } from './contract-changes.state.js';
import { seedContractNetworks } from './contract-network.state.js';
import { ContractSales } from './contract-sales.state.js';
import { CustomerRecords } from './customer-records.state.js';
import { seedPlayhub } from './playhub.state.js';
import { Prospects } from './prospects.state.js';
import { SalesCatalogue } from './sales-catalogue.state.js';
import type { Finance } from './finance.state.js';
import type { Network } from './network.state.js';
import type { PinLog } from './pin-log.state.js';
import type { SentMessage } from './sent-messages.state.js';
import type { ServiceDesk } from './service-desk.state.js';
import type { AgendaSlot } from './technical-agenda.state.js';
import type { Telephony } from './telephony.state.js';

const byId = <T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** What the simulated ERP knows. Tests and demos change it through the methods. */
export class WebserviceClienteState {
  readonly customers: Map<number, Customer>;
  readonly contracts: Map<number, Contract>;
  readonly bills: Map<number, Bill>;
  readonly serviceOrders: Map<number, ServiceOrder>;
  readonly dueDates: Map<number, DueDate>;
  /** By item. */
  readonly agenda: ReadonlyMap<number, AgendaSlot>;
  readonly serviceDesk: ServiceDesk;
  readonly finance: Finance;
  readonly network: Network;
  readonly telephony: Telephony;
  readonly pinLogs: PinLog[];
  readonly sentMessages: SentMessage[] = [];
  readonly appConfiguration: Readonly<Record<string, string>> = { NIVEL_ATUALIZACAO: '1', ULTIMA_VERSAO_APP: '1.0' };
  /** The `jti` of the tokens handed out; a token that is not here is refused. */
  readonly issuedTokens = new Set<number>();
  readonly addressBook = new AddressBook();
  readonly appNotices: AppNotices;
  readonly applicationUsers = new ApplicationUsers();
  readonly contractChanges = new ContractChanges();
  readonly contractNetworks = seedContractNetworks();
  readonly contractSales = new ContractSales();
  readonly playhub = seedPlayhub();
  readonly customerRecords = new CustomerRecords();
  readonly prospects = new Prospects();
  readonly salesCatalogue = new SalesCatalogue();
  private readonly digitableLines = new Map<number, string>();

  constructor(rows: {
    readonly customers: readonly Customer[];
    readonly contracts: readonly Contract[];
    readonly bills: readonly Bill[];
    readonly serviceOrders: readonly ServiceOrder[];
    readonly dueDates: readonly DueDate[];
    readonly agenda: ReadonlyMap<number, AgendaSlot>;
    readonly serviceDesk: ServiceDesk;
    readonly finance: Finance;
    readonly network: Network;
    readonly telephony: Telephony;
    readonly pinLogs: PinLog[];
    readonly appNotices: AppNotices;
  }) {
    this.customers = byId(rows.customers);
    this.contracts = byId(rows.contracts);
    this.bills = byId(rows.bills);
    this.serviceOrders = byId(rows.serviceOrders);
    this.dueDates = byId(rows.dueDates);
    this.agenda = rows.agenda;
    this.serviceDesk = rows.serviceDesk;
    this.finance = rows.finance;
    this.network = rows.network;
    this.telephony = rows.telephony;
    this.pinLogs = rows.pinLogs;
    this.appNotices = rows.appNotices;
  }

  customerOfDocument(document: string): Customer | undefined {
    return [...this.customers.values()].find((customer) => customer.document === document);
  }

  contractsOf(customerId: number): Contract[] {
    return [...this.contracts.values()].filter((contract) => contract.customerId === customerId);
  }

  /** By due date. */
  billsOf(customerId: number): Bill[] {
    const bills = [...this.bills.values()].filter((bill) => bill.customerId === customerId);
    return bills.sort((left, right) => daysBetween(right.dueDate, left.dueDate));
  }

  /** Latest first. */
  serviceOrdersOf(customerId: number): ServiceOrder[] {
    const orders = [...this.serviceOrders.values()].filter(
      (order) => this.contracts.get(order.contractId)?.customerId === customerId,
    );
    return orders.sort((left, right) => right.openedAt - left.openedAt);
  }

  /** The line that pays an open bill; `undefined` for one that is paid or unknown. */
  digitableLineOf(billId: number): string | undefined {
    const bill = this.bills.get(billId);
    if (bill === undefined || bill.paidOn !== null) return undefined;
    return this.digitableLines.get(billId) ?? digitableLine(bill);
  }

  /** Throws RangeError for an unknown bill, as all of these do for what they change. */
  payBill(billId: number, paidOn: PlainDate): void {
    known(this.bills, billId).paidOn = paidOn;
  }

  addBill(bill: Bill): void {
    known(this.customers, bill.customerId);
    this.bills.set(bill.id, bill);
  }

  addContract(contract: Contract): void {
    known(this.customers, contract.customerId);
    this.contracts.set(contract.id, contract);
  }

  setContractStatus(contractId: number, status: ContractStatus): void {
    known(this.contracts, contractId).status = status;
  }

  addServiceOrder(order: ServiceOrder): void {
    known(this.contracts, order.contractId);
    this.serviceOrders.set(order.id, order);
  }

  /** Prints any text as the bill's line, `FALHA` and wrong lines too. */
  setDigitableLine(billId: number, text: string): void {
    known(this.bills, billId);
    this.digitableLines.set(billId, text);
  }

  /** From now on every token handed out so far is unknown. */
  revokeTokens(): void {
    this.issuedTokens.clear();
  }
}

function known<T>(rows: ReadonlyMap<number, T>, id: number): T {
  const row = rows.get(id);
  if (row === undefined) throw new RangeError(`the simulated ERP has no ${id}`);
  return row;
}

function digitableLine(bill: Bill): string {
  const { digitableLine: line } = buildBankSlip({
    bank: '033',
    dueDate: bill.dueDate,
    amountCents: centavosFromDecimal(bill.amount),
    freeField: `9${String(bill.id).padStart(24, '0')}`,
  });
  return formatDigitableLine(line);
}

/** Numbers of attendances: the moment in Sao Paulo to the second, and two more digits. */
export function protocolNumber(openedAt: number, suffix: string): string {
  return toSaoPauloInstant(openedAt).slice(0, 19).replace(/\D/g, '') + suffix;
}
