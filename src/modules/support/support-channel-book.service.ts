import { Inject, Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { ArrayContains, DataSource } from 'typeorm';
import { parsePhone } from '../../common/brazil/phone.js';
import { isAllowedUrl } from '../../common/links/link-policy.js';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import { type InvalidField, Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { RecordBook } from '../admin/audited-records.service.js';
import { comparableName } from '../audience/comparable-name.js';
import type {
  AdminSupportChannelDto,
  AdminSupportChannelListDto,
  ListAdminSupportChannelsQuery,
  WriteSupportChannelDto,
} from './support-authoring.dto.js';
import { SupportChannelEntity, type SupportChannelKind } from './support-channel.entity.js';
import { contactNumber } from './support-number.js';

/** The ways to reach the provider that administrators keep. */
@Injectable()
export class SupportChannelBook extends RecordBook<
  SupportChannelEntity,
  WriteSupportChannelDto,
  AdminSupportChannelDto
> {
  constructor(dataSource: DataSource, audit: AuditLog, @Inject(linksConfig.token) links: LinksConfig) {
    super(dataSource, audit, {
      name: 'support-channel',
      entity: SupportChannelEntity,
      columnsOf: (wanted) => columnsOf(wanted, links),
      toDto,
    });
  }

  page(query: ListAdminSupportChannelsQuery): Promise<AdminSupportChannelListDto> {
    const { kind, enabled, city } = query;
    return this.list({
      query,
      where: {
        ...(kind && { kind }),
        ...(enabled !== undefined && { enabled: enabled === 'true' }),
        ...(city !== undefined && { cities: ArrayContains([comparableName(city)]) }),
      },
      order: { position: 'ASC', id: 'ASC' },
    });
  }
}

function columnsOf(wanted: WriteSupportChannelDto, links: LinksConfig) {
  const hours = wanted.hours ?? [];
  const target = targetOf(wanted.kind, wanted.target, links);
  const faults: InvalidField[] = hours.flatMap(({ opens, closes }, place) =>
    opens < closes ? [] : [{ field: `hours.${place}.closes`, message: 'closes must be after opens' }],
  );
  if (target === undefined) faults.push({ field: 'target', message: `target must be ${TARGETS[wanted.kind]}` });
  if (target === undefined || faults.length > 0) throw new Problem(problems.validation, { invalidFields: faults });
  return {
    kind: wanted.kind,
    label: wanted.label,
    target,
    hours: hours.map(({ days, opens, closes }) => ({ days: days.toSorted(), opens, closes })),
    closedOnHolidays: wanted.closed_on_holidays ?? false,
    cities: [...new Set((wanted.cities ?? []).map(comparableName))],
    position: wanted.position ?? 0,
    enabled: wanted.enabled ?? true,
  };
}

const TARGETS: Readonly<Record<SupportChannelKind, string>> = {
  PHONE: 'a number that can be called',
  WHATSAPP: 'a telephone number with its area code',
  CHAT: 'an https address on an allowed host',
  EMAIL: 'an e-mail address',
};

/** As it is kept; undefined for what is none of its kind. */
function targetOf(kind: SupportChannelKind, text: string, links: LinksConfig): string | undefined {
  switch (kind) {
    case 'PHONE':
      return contactNumber(text);
    case 'WHATSAPP': {
      const phone = parsePhone(text);
      return phone?.valid === true ? phone.e164 : undefined;
    }
    case 'CHAT':
      return isAllowedUrl(text, links) ? text : undefined;
    case 'EMAIL':
      return isEmail(text) ? text.toLowerCase() : undefined;
  }
}

const toDto = (row: SupportChannelEntity): AdminSupportChannelDto => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  target: row.target,
  hours: row.hours.map(({ days, opens, closes }) => ({ days: [...days], opens, closes })),
  closed_on_holidays: row.closedOnHolidays,
  cities: row.cities,
  position: row.position,
  enabled: row.enabled,
});
