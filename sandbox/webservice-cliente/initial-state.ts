import {
  addDays,
  dateInSaoPaulo,
  parseIsoDate,
  todayInSaoPaulo,
  type Clock,
  type PlainDate,
} from '../../src/common/brazil/dates.js';
import type { Address, Bill, Contract, ServiceOrder } from './rows.js';
import { protocolNumber, WebserviceClienteState } from './state.js';
import { seedFinance } from './finance.state.js';
import { seedNetwork } from './network.state.js';
import { seedAppNotices } from './app-notices.state.js';
import { seedPinLogs } from './pin-log.state.js';
import { seedServiceDesk } from './service-desk.state.js';
import { seedTechnicalAgenda } from './technical-agenda.state.js';
import { seedTelephony } from './telephony.state.js';

const CARMO: Address = {
  street: 'RUA UBELART',
  number: 100,
  complement: '',
  district: 'CENTRO',
  city: 'CARMO',
  state: 'RJ',
  postalCode: '28640000',
};

const LAFAIETE: Address = {
  street: 'RUA DAS ACACIAS',
  number: 152,
  complement: 'CASA A',
  district: 'NOVO HORIZONTE',
  city: 'CONSELHEIRO LAFAIETE',
  state: 'MG',
  postalCode: '36402157',
};

/** Two invented customers with contracts, attendances and bills. Bills fall due around the clock's today. */
export function seedWebserviceClienteState(clock: Clock): WebserviceClienteState {
  const today = todayInSaoPaulo(clock);
  const day = (offset: number) => addDays(today, offset);
  return new WebserviceClienteState({
    customers: [
      {
        id: 81593,
        document: '11144477735',
        password: 'demo-1234',
        name: 'MARINA CARVALHO TESTE',
        shortName: 'MARINA',
        mobile: '22999990001',
        landline: '2225370001',
        email: 'marina.teste@example.com',
        bornOn: date('1988-03-15'),
      },
      {
        id: 366890,
        document: '52998224725',
        password: 'demo-5678',
        name: 'ROBERTO NUNES TESTE',
        shortName: 'ROBERTO',
        mobile: '31999990002',
        landline: '3137610002',
        email: 'roberto.teste@example.com',
        bornOn: date('1975-11-02'),
      },
    ],
    contracts: contracts(day),
    bills: bills(day),
    serviceOrders: serviceOrders(clock, day),
    dueDates: [
      { id: 1, day: 1, prepaid: false },
      { id: 2, day: 5, prepaid: false },
      { id: 3, day: 8, prepaid: false },
      { id: 4, day: 10, prepaid: false },
      { id: 5, day: 15, prepaid: false },
    ],
    agenda: seedTechnicalAgenda(today),
    serviceDesk: seedServiceDesk(),
    finance: seedFinance(),
    network: seedNetwork(),
    telephony: seedTelephony(),
    pinLogs: seedPinLogs(clock()),
    appNotices: seedAppNotices(clock()),
  });
}

type DayAt = (offset: number) => PlainDate;

function contracts(day: DayAt): Contract[] {
  const common = { kind: 'RESIDENCIAL', service: 'INTERNET', technology: 'FIBRA', dueDateId: 4 };
  return [
    {
      ...common,
      id: 899059,
      customerId: 81593,
      plan: 'FIBRA 500MB',
      price: 99.9,
      status: 'HABILITADO',
      activatedOn: date('2025-02-06'),
      // Renewed, and still running whenever the simulator starts.
      loyaltyEndsOn: day(165),
      address: CARMO,
    },
    {
      ...common,
      id: 1283299,
      customerId: 81593,
      plan: 'FIBRA RES 10MBPS FRANQUIA 360GB',
      price: 105.49,
      status: 'HABILITADO',
      activatedOn: day(-900),
      loyaltyEndsOn: day(-535),
      address: LAFAIETE,
    },
    {
      ...common,
      id: 1283303,
      customerId: 81593,
      plan: 'LOCACAO DE EQUIPAMENTOS',
      price: 9.9,
      status: 'HABILITADO EM CONFIANCA',
      activatedOn: day(-900),
      loyaltyEndsOn: null,
      address: LAFAIETE,
    },
    {
      ...common,
      id: 311622,
      customerId: 366890,
      plan: 'FIBRA 300MB ILIMITADO',
      price: 109.9,
      status: 'SUSPENSO',
      dueDateId: 2,
      activatedOn: day(-500),
      loyaltyEndsOn: day(-135),
      address: { ...LAFAIETE, number: 444, complement: '' },
    },
  ];
}

function bills(day: DayAt): Bill[] {
  const bill = (id: number, customerId: number, contractIds: number[], amount: number, due: number): Bill => ({
    id,
    customerId,
    contractIds,
    amount,
    dueDate: day(due),
    paidOn: null,
  });
  const paid = (row: Bill, late: number): Bill => ({ ...row, paidOn: addDays(row.dueDate, late) });
  const both = [1283299, 1283303];
  return [
    bill(8768701, 81593, [899059], 99.9, -12),
    bill(8768702, 81593, both, 115.39, 9),
    bill(8768703, 81593, [899059], 99.9, 40),
    paid(bill(8768608, 81593, both, 115.39, -21), 0),
    paid(bill(8768607, 81593, [899059], 99.9, -42), 2),
    paid(bill(8768606, 81593, both, 115.39, -51), -1),
    paid(bill(8768605, 81593, [899059], 99.9, -72), 0),
    paid(bill(8768604, 81593, both, 115.39, -81), 0),
    paid(bill(8768603, 81593, [899059], 99.9, -102), 5),
    paid(bill(8768602, 81593, both, 115.39, -111), -3),
    paid(bill(8768601, 81593, [899059], 99.9, -132), 0),
    bill(8769101, 366890, [311622], 109.9, -35),
    bill(8769102, 366890, [311622], 109.9, -5),
    paid(bill(8769001, 366890, [311622], 109.9, -65), 1),
  ];
}

function serviceOrders(clock: Clock, day: DayAt): ServiceOrder[] {
  const opened = (instant: string) => Date.parse(instant);
  const at = (offset: number, time: string) => opened(`${day(offset)}T${time}-03:00`);
  const order = (fields: Omit<ServiceOrder, 'protocol' | 'description'>, suffix: string): ServiceOrder => ({
    ...fields,
    protocol: protocolNumber(fields.openedAt, suffix),
    description: `ABERTURA: ${dateInSaoPaulo(fields.openedAt) ?? day(0)}\nSERVIÇO: ${fields.serviceKind}`,
  });
  const withoutVisit = { visitOn: null, visitGenerated: false, shift: null, visitItemId: null, technicianId: null };
  return [
    order(
      {
        id: 932652,
        contractId: 899059,
        status: 'PENDENTE',
        serviceKind: 'SUPORTE',
        typeId: 18,
        typeDescription: 'AGUARDANDO VISITA DO TÉCNICO',
        openedAt: opened('2025-05-14T14:03:43-03:00'),
        visitOn: date('2025-05-16'),
        visitGenerated: true,
        shift: 'MANHA',
        visitItemId: 7532160,
        technicianId: null,
        // The postal code is dirt on purpose: such rows exist and must not break a reader.
        address: { ...CARMO, postalCode: 'CGT' },
      },
      '02',
    ),
    order(
      {
        id: 871203,
        contractId: 899059,
        status: 'SOLUCIONADO',
        serviceKind: 'INSTALACAO',
        typeId: 51,
        typeDescription: 'INSTALAÇÃO DE FIBRA',
        openedAt: opened('2025-02-03T09:20:11-03:00'),
        visitOn: date('2025-02-06'),
        visitGenerated: true,
        shift: 'TARDE',
        visitItemId: 7410088,
        technicianId: 10019,
        address: CARMO,
      },
      '54',
    ),
    order(
      {
        id: 940117,
        contractId: 1283299,
        status: 'VISITA AGENDADA',
        serviceKind: 'SUPORTE',
        typeId: 18,
        typeDescription: 'MUDANÇA DE PONTO',
        openedAt: Math.min(at(-1, '10:41:07'), clock()),
        visitOn: day(3),
        visitGenerated: true,
        shift: 'TARDE',
        visitItemId: 7601440,
        technicianId: 10019,
        address: LAFAIETE,
      },
      '31',
    ),
    order(
      {
        id: 940233,
        contractId: 311622,
        status: 'PENDENTE',
        serviceKind: 'SUPORTE',
        typeId: 7,
        typeDescription: 'SEM ACESSO',
        openedAt: Math.min(at(-2, '16:05:52'), clock()),
        ...withoutVisit,
        address: { ...LAFAIETE, number: 444, complement: '' },
      },
      '77',
    ),
  ];
}

function date(text: string): PlainDate {
  const parsed = parseIsoDate(text);
  if (!parsed) throw new RangeError('not a date');
  return parsed;
}
