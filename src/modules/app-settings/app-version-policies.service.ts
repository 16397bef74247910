import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Raw } from 'typeorm';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { pageBounds, pageMembers } from '../../common/http/page.dto.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { AuditLog } from '../admin/audit-log.service.js';
import { type AppPlatform, AppVersionEntity } from './app-version.entity.js';
import { compareAppVersions } from './app-version-number.js';
import type {
  AppVersionPolicyDto,
  AppVersionPolicyListDto,
  ListAppVersionsQuery,
  UpdateAppVersionDto,
} from './app-version.dto.js';
import { RetiredVersions } from './retired-versions.service.js';

/** What administrators do with the policies of app versions. */
@Injectable()
export class AppVersionPolicies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly retired: RetiredVersions,
  ) {}

  /**
   * Sets a platform's policy, now or from a later instant on. A policy that was still to come gives way to it.
   *
   * @throws Problem REFUSED unless minimum ≤ recommended ≤ latest.
   */
  async set(adminId: string, wanted: UpdateAppVersionDto): Promise<AppVersionPolicyDto> {
    refuseDisorder(wanted);
    const { platform } = wanted;
    const set = await this.dataSource.transaction(async (manager) => {
      const before = await inForce(manager, platform);
      await manager.delete(AppVersionEntity, { platform, effectiveAt: Raw((column) => `${column} > now()`) });
      const asked = wanted.effective_at == null ? undefined : new Date(wanted.effective_at);
      const later = asked !== undefined && asked.getTime() > Date.now();
      const policy = await manager.save(
        manager.create(AppVersionEntity, {
          platform,
          latest: wanted.latest,
          minimumSupported: wanted.minimum_supported,
          recommended: wanted.recommended,
          storeUrl: wanted.store_url,
          releaseNotes: wanted.release_notes ?? null,
          createdBy: adminId,
          // An instant that has passed is now: history is not rewritten.
          ...(later ? { effectiveAt: asked } : {}),
        }),
      );
      const after = toPolicyDto(await manager.findOneByOrFail(AppVersionEntity, { id: policy.id }));
      await this.audit.append(
        {
          adminId,
          action: 'app-version.set',
          subjectKind: 'app-version',
          subjectId: platform,
          before: before === null ? null : toPolicyDto(before),
          after,
        },
        manager,
      );
      return after;
    });
    this.retired.forget(platform);
    return set;
  }

  /** Policies in force, past and to come, the latest first. */
  async list({ platform, ...query }: ListAppVersionsQuery): Promise<AppVersionPolicyListDto> {
    const bounds = pageBounds(query);
    const [rows, total] = await this.dataSource.getRepository(AppVersionEntity).findAndCount({
      where: platform === undefined ? {} : { platform },
      order: { effectiveAt: 'DESC', id: 'DESC' },
      skip: bounds.offset,
      take: bounds.size,
    });
    return { items: rows.map(toPolicyDto), ...pageMembers(bounds, total) };
  }
}

const inForce = (manager: EntityManager, platform: AppPlatform): Promise<AppVersionEntity | null> =>
  manager.findOne(AppVersionEntity, {
    where: { platform, effectiveAt: Raw((column) => `${column} <= now()`) },
    order: { effectiveAt: 'DESC', id: 'DESC' },
  });

function refuseDisorder({ minimum_supported, recommended, latest }: UpdateAppVersionDto): void {
  const inOrder =
    compareAppVersions(minimum_supported, recommended) !== 1 && compareAppVersions(recommended, latest) !== 1;
  if (inOrder) return;
  throw new Problem(problems.refusedByRule, {
    detail: 'A versão mínima não pode passar da recomendada, nem a recomendada da mais recente.',
  });
}

const toPolicyDto = (policy: AppVersionEntity): AppVersionPolicyDto => ({
  id: policy.id,
  platform: policy.platform,
  latest: policy.latest,
  minimum_supported: policy.minimumSupported,
  recommended: policy.recommended,
  store_url: policy.storeUrl,
  release_notes: policy.releaseNotes,
  effective_at: toSaoPauloInstant(policy.effectiveAt),
  created_by: policy.createdBy,
  created_at: toSaoPauloInstant(policy.createdAt),
});
