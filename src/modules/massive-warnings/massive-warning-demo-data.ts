import type { EntityManager } from 'typeorm';
import { type AffectedArea, affectedKeys } from './affected-area.js';
import { MassiveWarningEntity } from './massive-warning.entity.js';

const HOUR_MS = 3_600_000;
const NOTHING: AffectedArea = { whole_network: false, cities: [], districts: [], contracts: [], olt: null };

/**
 * Adds a maintenance that is announced to the demonstration's customers and an outage elsewhere, where they are missing.
 * Never for production.
 */
export async function seedMassiveWarnings(manager: EntityManager): Promise<void> {
  const now = Date.now();
  const maintenance = { ...NOTHING, cities: ['Conselheiro Lafaiete'] };
  const outage = { ...NOTHING, districts: [{ city: 'Ouro Branco', district: 'Centro' }], olt: 'OLT-OURO-BRANCO-01' };
  await manager
    .createQueryBuilder()
    .insert()
    .into(MassiveWarningEntity)
    .values([
      {
        id: '6c3f4f0a-0f0e-4c53-9f66-1d2f6f1c7a01',
        kind: 'PLANNED_MAINTENANCE',
        severity: 'MINOR',
        title: 'Manutenção programada',
        message:
          'Vamos trocar equipamentos da rede em Conselheiro Lafaiete. A conexão pode ficar indisponível por até duas horas.',
        startedAt: new Date(now + 72 * HOUR_MS),
        expectedEndAt: new Date(now + 74 * HOUR_MS),
        affected: maintenance,
        affectedKeys: affectedKeys(maintenance),
        notify: false,
      },
      {
        id: '6c3f4f0a-0f0e-4c53-9f66-1d2f6f1c7a02',
        kind: 'OUTAGE',
        severity: 'MAJOR',
        state: 'inProgress',
        title: 'Fibra rompida no Centro de Ouro Branco',
        message: 'Uma fibra foi rompida por uma obra. Nossa equipe já está no local.',
        startedAt: new Date(now - HOUR_MS),
        expectedEndAt: new Date(now + 4 * HOUR_MS),
        affected: outage,
        affectedKeys: affectedKeys(outage),
        notify: false,
      },
    ])
    .orIgnore()
    .execute();
}
