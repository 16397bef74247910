import { addDays, todayInSaoPaulo, type Clock } from '../../src/common/brazil/dates.js';
import { fieldControlId } from './identifiers.js';
import type { Address, Order, Task } from './rows.js';
import { FieldControlState, toInstant } from './state.js';
import type { FieldControlWebhooks } from './webhooks.js';

const CARMO: Address = {
  zipCode: '28640000',
  street: 'Rua Ubelart',
  number: '100',
  neighborhood: 'Centro',
  complement: null,
  city: 'Carmo',
  state: 'RJ',
  coords: { latitude: -21.9337, longitude: -42.6086 },
};

const LAFAIETE: Address = {
  zipCode: '36402157',
  street: 'Rua das Acácias',
  number: '152',
  neighborhood: 'Novo Horizonte',
  complement: 'Casa A',
  city: 'Conselheiro Lafaiete',
  state: 'MG',
  coords: { latitude: -20.6604, longitude: -43.7861 },
};

const DAY_MS = 86_400_000;

/** Customers 1 and 2, technicians 1 and 2, and so on: ids are `fieldControlId` of these numbers. */
const MARINA = fieldControlId(1);
const ROBERTO = fieldControlId(2);
const TECHNICIAN = fieldControlId(1);
const REPAIR = fieldControlId(2);
const INSTALLATION = fieldControlId(1);

/**
 * The ERP's two invented customers under their ERP numbers (`code`), and two of their service orders under the ERP's
 * numbers (`identifier`): a visit to come and an installation of the past. Nothing of it is told to webhooks.
 */
export function seedFieldControlState(
  clock: Clock,
  webhooks: FieldControlWebhooks,
  rateLimited: boolean,
): FieldControlState {
  const state = new FieldControlState(clock, webhooks, rateLimited);
  seedCustomers(state);
  seedCatalogues(state);
  seedOrders(state, clock);
  return state;
}

function seedCustomers(state: FieldControlState): void {
  const customer = (id: string, name: string, code: string, documentNumber: string, address: Address) =>
    state.customers.set(id, {
      id,
      name,
      code,
      documentNumber,
      address,
      archived: false,
      createdAt: id === MARINA ? '2025-02-03T12:31:40Z' : '2025-03-18T17:02:09Z',
      phones: [
        {
          id: fieldControlId(code),
          number: id === MARINA ? '22999990001' : '31999990002',
          type: 'mobile',
          primary: true,
        },
      ],
      emails: [
        {
          id: fieldControlId(code),
          address: id === MARINA ? 'marina.teste@example.com' : 'roberto.teste@example.com',
          type: 'personal',
          primary: true,
        },
      ],
    });
  customer(MARINA, 'Marina Carvalho Teste', '81593', '11144477735', CARMO);
  customer(ROBERTO, 'Roberto Nunes Teste', '366890', '52998224725', { ...LAFAIETE, number: '444', complement: null });
}

function seedCatalogues(state: FieldControlState): void {
  const add = <T extends { readonly id: string }>(rows: Map<string, T>, ...added: readonly T[]) => {
    for (const row of added) rows.set(row.id, row);
  };
  add(
    state.employees,
    { id: TECHNICIAN, name: 'Rafael Moura Teste', avatarUrl: 'https://example.com/avatars/rafael-moura.png' },
    { id: fieldControlId(2), name: 'Bianca Prado Teste', avatarUrl: null },
  );
  add(
    state.services,
    { id: INSTALLATION, name: 'Instalação de fibra', duration: 120, archived: false },
    { id: REPAIR, name: 'Reparo', duration: 60, archived: false },
    { id: fieldControlId(3), name: 'Retirada de equipamentos', duration: 30, archived: false },
  );
  add(
    state.materials,
    { id: fieldControlId(1), name: 'Cabo drop de fibra ótica', measure: 'meter', archived: false },
    { id: fieldControlId(2), name: 'Conector de campo SC/APC', measure: 'unity', archived: false },
  );
  const createdAt = '2025-01-10T13:00:00Z';
  add(
    state.equipmentTypes,
    { id: fieldControlId(1), name: 'ONU', archived: false, createdAt },
    { id: fieldControlId(2), name: 'Roteador', archived: false, createdAt },
  );
  add(state.equipments, {
    id: fieldControlId(1),
    name: 'ONU GPON de demonstração',
    number: 'TEST00000001',
    notes: 'Sala',
    qrCode: '0f3f2f0e-6a0e-4d4b-9a43-4f2f6f4f0001',
    archived: false,
    avatarUrl: null,
    customerId: MARINA,
    typeId: fieldControlId(1),
    customFields: [{ id: fieldControlId(1), name: 'Qual a potência do sinal?', value: '-19.4', position: 1 }],
    createdAt: '2025-02-06T18:10:00Z',
  });
  add(state.tickets, {
    id: fieldControlId(1),
    identifier: '1#00000001',
    name: 'Marina Carvalho Teste',
    subject: 'Mudança de ponto',
    message: 'Gostaria de mudar o ponto da sala para o escritório.',
    contact: { email: 'marina.teste@example.com', phone: '22999990001' },
    archived: false,
  });
}

function seedOrders(state: FieldControlState, clock: Clock): void {
  const toCome: Order = {
    id: fieldControlId(940117),
    identifier: '940117',
    description: 'Mudança de ponto: sala para o escritório.',
    archived: false,
    customerId: MARINA,
    serviceId: REPAIR,
    address: LAFAIETE,
    createdAt: toInstant(clock() - DAY_MS),
  };
  const past: Order = {
    id: fieldControlId(871203),
    identifier: '871203',
    description: 'Instalação de fibra.',
    archived: false,
    customerId: MARINA,
    serviceId: INSTALLATION,
    address: CARMO,
    createdAt: '2025-02-03T12:40:00Z',
  };
  const visit: Task = {
    id: fieldControlId(9401171),
    orderId: toCome.id,
    employeeId: TECHNICIAN,
    archived: false,
    duration: 60,
    position: 1,
    status: 'scheduled',
    statusDescription: null,
    // The afternoon of the day that the ERP's own order has.
    scheduling: {
      type: 'scheduled-date-and-time',
      date: addDays(todayInSaoPaulo(clock), 3),
      time: '13:00',
    },
    coords: LAFAIETE.coords,
    startedAt: null,
    completedAt: null,
    createdAt: toCome.createdAt,
    receivedAt: null,
    viewedAt: null,
    rating: null,
  };
  const installed: Task = {
    ...visit,
    id: fieldControlId(8712031),
    orderId: past.id,
    duration: 120,
    status: 'done',
    statusDescription: 'Instalação concluída e testada com o cliente.',
    scheduling: { type: 'scheduled-date', date: '2025-02-06', time: null },
    coords: CARMO.coords,
    startedAt: '2025-02-06T16:12:00Z',
    completedAt: '2025-02-06T18:05:00Z',
    createdAt: past.createdAt,
    receivedAt: '2025-02-06T11:00:00Z',
    viewedAt: '2025-02-06T11:04:00Z',
    rating: { stars: 5, comment: 'O técnico foi rápido.', createdAt: '2025-02-06T19:30:00Z' },
  };
  for (const order of [toCome, past]) state.orders.set(order.id, order);
  for (const task of [visit, installed]) state.tasks.set(task.id, task);
  const orderId = past.id;
  const id = fieldControlId(1);
  state.orderMaterials.set(id, { id, orderId, materialId: fieldControlId(1), quantity: 45 });
  state.comments.set(id, {
    id,
    orderId,
    employeeId: TECHNICIAN,
    userId: null,
    message: 'Cliente orientado sobre o uso do roteador.',
    archived: false,
  });
  state.attachments.set(id, {
    id,
    orderId,
    taskId: installed.id,
    path: 'https://example.com/attachments/onu-instalada.jpg',
    title: 'ONU instalada',
    createdAt: '2025-02-06T17:58:00Z',
  });
  state.forms.set(id, {
    id,
    orderId,
    name: 'Instalação de Internet',
    archived: false,
    questions: [
      {
        type: 'multiple-choice',
        position: 1,
        required: true,
        title: 'Qual era o meio de acesso à internet que o cliente possuía?',
        answer: 'Via Rádio',
        options: [
          { position: 1, value: 'ADSL' },
          { position: 2, value: 'Fibra Ótica' },
          { position: 3, value: 'Via Rádio' },
        ],
      },
      { type: 'numeric', position: 2, required: true, title: 'Qual a potência do sinal?', answer: '-19.4' },
    ],
    createdAt: '2025-02-06T18:00:00Z',
  });
}
