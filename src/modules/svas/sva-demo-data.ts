import type { EntityManager } from 'typeorm';
import { SvaEntity } from './sva.entity.js';

const included = { included: true, priceCents: 0, erpServiceId: null } as const;
const logo = (id: string): string => `https://provedor.example/svas/${id}.png`;
const page = (id: string): string => `https://provedor.example/svas/${id}/ativar`;

/** The demonstration's value-added services, where they are missing. Never for production. */
export async function seedSvas(manager: EntityManager): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(SvaEntity)
    .values([
      {
        ...included,
        id: 'watch-tv',
        name: 'Watch TV',
        description: 'Filmes, séries e canais ao vivo.',
        logoUrl: logo('watch-tv'),
        provider: 'PLAYHUB',
        resource: 'WATCH_TV',
        activationUrl: page('watch-tv'),
        position: 1,
      },
      {
        ...included,
        id: 'mcafee',
        name: 'McAfee',
        description: 'Antivírus para todos os aparelhos da casa.',
        logoUrl: logo('mcafee'),
        provider: 'PLAYHUB',
        resource: 'MCAFEE',
        activationUrl: page('mcafee'),
        position: 2,
      },
      {
        ...included,
        id: 'neo-tv',
        name: 'NEO TV',
        description: 'Canais abertos e regionais no celular.',
        logoUrl: logo('neo-tv'),
        provider: 'NEO',
        resource: 'NEO_TV',
        activationUrl: page('neo-tv'),
        position: 3,
      },
      {
        ...included,
        id: 'bit-trainers',
        name: 'BIT Trainers',
        description: 'Treinos em casa, com acompanhamento.',
        logoUrl: logo('bit-trainers'),
        provider: 'BITTRAINERS',
        resource: 'TREINOS',
        activationUrl: page('bit-trainers'),
        position: 4,
      },
      {
        id: 'uol',
        name: 'UOL Conteúdo',
        description: 'Notícias e revistas sem limite.',
        logoUrl: logo('uol'),
        provider: 'PLAYHUB',
        resource: 'UOL',
        activationUrl: page('uol'),
        included: false,
        priceCents: 1490,
        erpServiceId: '214',
        position: 5,
      },
    ])
    .orIgnore()
    .execute();
}
