import type { EntityManager } from 'typeorm';
import { SupportChannelEntity } from './support-channel.entity.js';
import { SupportTopicEntity } from './support-topic.entity.js';

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The demonstration's ways to help. */
export async function seedSupportHelp(manager: EntityManager): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(SupportChannelEntity)
    .values([
      {
        kind: 'WHATSAPP',
        label: 'WhatsApp',
        target: '+5532999990000',
        hours: [{ days: EVERY_DAY, opens: '07:00', closes: '22:00' }],
        position: 1,
      },
      {
        kind: 'CHAT',
        label: 'Chat',
        target: 'https://provedor.example/chat',
        hours: [
          { days: WEEKDAYS, opens: '08:00', closes: '20:00' },
          { days: [6], opens: '08:00', closes: '14:00' },
        ],
        closedOnHolidays: true,
        position: 2,
      },
      { kind: 'PHONE', label: 'Central 24 horas', target: '08007770000', position: 3 },
      {
        kind: 'EMAIL',
        label: 'E-mail',
        target: 'atendimento@provedor.example',
        hours: [{ days: WEEKDAYS, opens: '08:00', closes: '18:00' }],
        closedOnHolidays: true,
        position: 4,
      },
      {
        kind: 'PHONE',
        label: 'Loja de Carmo',
        target: '+552225370000',
        hours: [{ days: WEEKDAYS, opens: '08:00', closes: '18:00' }],
        closedOnHolidays: true,
        cities: ['CARMO'],
        position: 5,
      },
    ])
    .orIgnore()
    .execute();
  await manager
    .createQueryBuilder()
    .insert()
    .into(SupportTopicEntity)
    .values([
      {
        code: 'PAY_BILLS',
        title: 'Pagar fatura',
        description: 'Copie o código de barras ou o Pix das suas faturas em aberto.',
        action: 'NAVIGATE',
        actionTarget: 'invoices',
        situations: ['ACTIVE', 'TRUST', 'SUSPENDED', 'PAUSED', 'CANCELLED', 'UNKNOWN'],
        firstIn: ['SUSPENDED', 'TRUST'],
        position: 20,
      },
      {
        code: 'TRUST_UNLOCK',
        title: 'Desbloqueio em confiança',
        description: 'Volte a navegar agora e pague nos próximos dias.',
        action: 'NAVIGATE',
        actionTarget: 'trust-unlock',
        situations: ['SUSPENDED'],
        firstIn: ['SUSPENDED'],
        position: 30,
      },
      {
        code: 'QUICK_INVOICE',
        title: 'Segunda via da fatura',
        description: 'Consulte suas faturas em aberto com o CPF ou CNPJ, sem senha.',
        action: 'NAVIGATE',
        actionTarget: 'quick-invoice',
        situations: ['VISITOR'],
        position: 10,
      },
      {
        code: 'CHECK_COVERAGE',
        title: 'A fibra chega até mim?',
        description: 'Consulte a cobertura pelo CEP.',
        action: 'NAVIGATE',
        actionTarget: 'coverage',
        situations: ['VISITOR', 'CANCELLED'],
        position: 20,
      },
      {
        code: 'NO_CONNECTION',
        title: 'Estou sem internet',
        description: 'Verifique a sua conexão e, se for preciso, peça um técnico.',
        action: 'NAVIGATE',
        actionTarget: 'connection-check',
        situations: ['ACTIVE', 'TRUST', 'UNKNOWN'],
        firstIn: ['ACTIVE'],
        position: 10,
      },
      {
        code: 'WIFI',
        title: 'Meu Wi-Fi',
        description: 'Veja ou troque o nome e a senha da sua rede.',
        action: 'NAVIGATE',
        actionTarget: 'wifi',
        situations: ['ACTIVE', 'TRUST'],
        position: 40,
      },
      {
        code: 'INSTALLATION',
        title: 'Minha instalação',
        description: 'Acompanhe a data da visita do técnico.',
        action: 'NAVIGATE',
        actionTarget: 'service-orders',
        situations: ['AWAITING_INSTALLATION'],
        firstIn: ['AWAITING_INSTALLATION'],
        position: 10,
      },
      {
        code: 'FAQ',
        title: 'Perguntas frequentes',
        description: 'Respostas para as dúvidas mais comuns.',
        action: 'NAVIGATE',
        actionTarget: 'faq',
        position: 90,
      },
    ])
    .orIgnore()
    .execute();
}
