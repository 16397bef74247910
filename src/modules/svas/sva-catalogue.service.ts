import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formatBrl } from '../../common/brazil/money.js';
import { urlFaults } from '../../common/links/link-faults.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { RecordBook } from '../admin/audited-records.service.js';
import { SvaEntity } from './sva.entity.js';
import { SvaActivationEntity } from './sva-activation.entity.js';
import { SvaActivationLinkEntity } from './sva-activation-link.entity.js';
import type { AdminSvaDto, AdminSvaListDto, CreateSvaDto, ListAdminSvasQuery } from './sva-catalogue.dto.js';

/** The value-added services that administrators keep; one that customers have is deactivated, never removed. */
@Injectable()
export class SvaCatalogue extends RecordBook<SvaEntity, CreateSvaDto, AdminSvaDto> {
  constructor(dataSource: DataSource, audit: AuditLog, @Inject(linksConfig.token) links: LinksConfig) {
    super(dataSource, audit, {
      name: 'sva',
      entity: SvaEntity,
      columnsOf: (wanted) => columnsOf(wanted, links),
      toDto,
      beforeChange: async (manager, sva, _change, columns) => {
        if (columns === null) await refuseUsed(manager, sva);
        else if (columns.provider !== sva.provider || columns.resource !== sva.resource) {
          await refuseUnsettled(manager, sva);
        }
      },
    });
  }

  page(query: ListAdminSvasQuery): Promise<AdminSvaListDto> {
    const { active, provider } = query;
    return this.list({
      query,
      where: { ...(active !== undefined && { active: active === 'true' }), ...(provider && { provider }) },
      order: { position: 'ASC', id: 'ASC' },
    });
  }
}

/** The lock on the service keeps an activation from beginning meanwhile: its foreign key waits for it. */
async function refuseUsed(manager: EntityManager, { id: svaId }: SvaEntity): Promise<void> {
  const isUsed =
    (await manager.existsBy(SvaActivationEntity, { svaId })) ||
    (await manager.existsBy(SvaActivationLinkEntity, { svaId }));
  if (isUsed) throw new Problem(problems.svaInUse);
}

/** Whether a charge whose answer was lost came through is found out by what the provider calls the service. */
async function refuseUnsettled(manager: EntityManager, { id: svaId }: SvaEntity): Promise<void> {
  if (await manager.existsBy(SvaActivationEntity, { svaId, state: 'sending' })) throw new Problem(problems.svaInUse);
}

function columnsOf(wanted: CreateSvaDto, links: LinksConfig) {
  const { logo_url: logoUrl, activation_url: activationUrl, price_cents: priceCents } = wanted;
  const included = priceCents === 0;
  const erpServiceId = wanted.erp_service_id ?? null;
  const invalidFields = [
    ...urlFaults('logo_url', logoUrl, links),
    ...urlFaults('activation_url', activationUrl, links),
  ];
  if (included !== (erpServiceId === null)) {
    const message = included ? 'an included service takes no erp_service_id' : 'a paid service needs an erp_service_id';
    invalidFields.push({ field: 'erp_service_id', message });
  }
  if (invalidFields.length > 0) throw new Problem(problems.validation, { invalidFields });
  return {
    id: wanted.id,
    name: wanted.name,
    description: wanted.description,
    logoUrl: logoUrl ?? null,
    provider: wanted.provider,
    resource: wanted.resource,
    activationUrl,
    included,
    priceCents,
    erpServiceId,
    position: wanted.position ?? 0,
    active: wanted.active ?? true,
  };
}

const toDto = (sva: SvaEntity): AdminSvaDto => ({
  id: sva.id,
  name: sva.name,
  description: sva.description,
  logo_url: sva.logoUrl,
  provider: sva.provider,
  resource: sva.resource,
  activation_url: sva.activationUrl,
  included: sva.included,
  price_cents: sva.priceCents,
  price_formatted: formatBrl(sva.priceCents),
  erp_service_id: sva.erpServiceId,
  position: sva.position,
  active: sva.active,
});
