import { Inject, Injectable } from '@nestjs/common';
import { DataSource, Raw } from 'typeorm';
import { urlFaults } from '../../common/links/link-faults.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { RecordBook } from '../admin/audited-records.service.js';
import type { ListPlanOffersQuery, PlanOfferDto, PlanOfferListDto, WritePlanOfferDto } from './plan-offer.dto.js';
import { PlanOfferEntity } from './plan-offer.entity.js';
import { planKey } from './plan-speed.js';

/** What administrators publish of plans. */
@Injectable()
export class PlanOfferBook extends RecordBook<PlanOfferEntity, WritePlanOfferDto, PlanOfferDto> {
  constructor(dataSource: DataSource, audit: AuditLog, @Inject(linksConfig.token) links: LinksConfig) {
    super(dataSource, audit, {
      name: 'plan-offer',
      entity: PlanOfferEntity,
      columnsOf: (wanted) => columnsOf(wanted, links),
      toDto,
    });
  }

  page(query: ListPlanOffersQuery): Promise<PlanOfferListDto> {
    const { plan } = query;
    return this.list({
      query,
      where:
        plan === undefined
          ? {}
          : { plan: Raw((column) => `starts_with(${column}, :beginning)`, { beginning: planKey(plan) }) },
      order: { plan: 'ASC' },
    });
  }
}

function columnsOf(wanted: WritePlanOfferDto, links: LinksConfig) {
  const { label_code: labelCode, label_url: labelUrl } = wanted;
  const invalidFields = urlFaults('label_url', labelUrl, links);
  if (labelUrl != null && labelCode == null) {
    invalidFields.push({ field: 'label_code', message: 'label_url needs a label_code' });
  }
  if (invalidFields.length > 0) throw new Problem(problems.validation, { invalidFields });
  return {
    plan: planKey(wanted.plan),
    downloadMbps: wanted.download_mbps ?? null,
    uploadMbps: wanted.upload_mbps ?? null,
    includedServices: wanted.included_services ?? [],
    labelCode: labelCode ?? null,
    labelUrl: labelUrl ?? null,
  };
}

const toDto = (row: PlanOfferEntity): PlanOfferDto => ({
  id: row.id,
  plan: row.plan,
  download_mbps: row.downloadMbps,
  upload_mbps: row.uploadMbps,
  included_services: row.includedServices,
  label_code: row.labelCode,
  label_url: row.labelUrl,
});
