import type { EntityManager } from 'typeorm';
import { DEMO_ADMIN_ID } from '../admin/admin-demo-data.js';
import { PopupEntity } from './popup.entity.js';

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 365;

/** Adds two popups on the home screen, shown from now on for a year, where they are missing. Never for production. */
export async function seedPopups(manager: EntityManager): Promise<void> {
  const startsAt = new Date();
  const common = {
    screen: 'HOME',
    startsAt,
    endsAt: new Date(startsAt.getTime() + LIFETIME_DAYS * DAY_MS),
    imageUrl: null,
    target: {},
    createdBy: DEMO_ADMIN_ID,
  };
  await manager
    .createQueryBuilder()
    .insert()
    .into(PopupEntity)
    .values([
      {
        ...common,
        id: '2d6a0c5e-4f0a-4f0e-9c1b-6b1f0a7d1c01',
        title: 'Pague com Pix',
        body: 'Sua fatura agora tem QR Code Pix: o pagamento é confirmado em minutos.',
        actions: [
          { label: 'Ver faturas', kind: 'DEEP_LINK', link: 'provider://invoices' },
          { label: 'Agora não', kind: 'DISMISS' },
        ],
        priority: 10,
        cap: { per_day: 1, total: 5, once: true },
      },
      {
        ...common,
        id: '2d6a0c5e-4f0a-4f0e-9c1b-6b1f0a7d1c02',
        title: 'Acompanhe sua visita técnica',
        body: 'Veja no app quando o técnico chega e confirme a visita.',
        actions: [{ label: 'Ver ordens de serviço', kind: 'DEEP_LINK', link: 'provider://service-orders' }],
        priority: 5,
        cap: { per_day: 2 },
      },
    ])
    .orIgnore()
    .execute();
}
