import { Inject, Injectable } from '@nestjs/common';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { keyedHash } from '../../common/auth/keyed-hash.js';
import { type Document, parseDocument } from '../../common/brazil/document.js';
import type { InvalidField } from '../../common/problem/problem.js';
import { appVersionSortKey, compareAppVersions } from '../app-settings/app-version-number.js';
import type { AudienceTarget } from './audience-target.js';
import type { AudienceTargetDto, WriteAudienceTargetDto } from './audience-target.dto.js';
import { comparableName } from './comparable-name.js';

/** Targets as administrators write them, made comparable. */
@Injectable()
export class AudienceTargets {
  constructor(@Inject(authConfig.token) private readonly config: AuthConfig) {}

  /** A document as content is targeted by it: comparable, not readable. */
  documentHash(document: Document): string {
    return keyedHash(this.config.identifierPepper, 'popup-target', document).toString('base64url');
  }

  /**
   * What the fields do not show one by one.
   *
   * @param field where the target stands in the request
   */
  faultsOf(wanted: WriteAudienceTargetDto | undefined, field = 'target'): InvalidField[] {
    const faults = (wanted?.documents ?? []).flatMap((text, place) =>
      parseDocument(text) === undefined
        ? [{ field: `${field}.documents.${place}`, message: 'must be a valid CPF or CNPJ' }]
        : [],
    );
    if (compareAppVersions(wanted?.min_version ?? '', wanted?.max_version ?? '') === 1) {
      faults.push({ field: `${field}.max_version`, message: 'max_version must not be below min_version' });
    }
    return faults;
  }

  /** Of a request without `faultsOf` it. */
  toTarget(wanted: WriteAudienceTargetDto | undefined): AudienceTarget {
    const { cities, plans, statuses, platforms, min_version, max_version } = wanted ?? {};
    const documents = (wanted?.documents ?? []).flatMap((text) => parseDocument(text) ?? []);
    return {
      ...(documents.length > 0 && { document_hashes: unique(documents.map((text) => this.documentHash(text))) }),
      ...(cities && { cities: unique(cities.map(comparableName)) }),
      ...(plans && { plans: unique(plans.map(comparableName)) }),
      ...(statuses && { statuses: unique(statuses.map(comparableName)) }),
      ...(platforms && { platforms }),
      ...(min_version && versionLimit('min_version', min_version)),
      ...(max_version && versionLimit('max_version', max_version)),
    };
  }
}

const versionLimit = (name: 'min_version' | 'max_version', version: string): AudienceTarget => {
  const key = appVersionSortKey(version);
  return key === undefined ? {} : { [name]: version, [`${name}_key`]: key };
};

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Documents are answered as a number: their hashes are of use to nobody outside, nor to the audit log. */
export function toAudienceTargetDto(target: AudienceTarget): AudienceTargetDto {
  const { document_hashes, cities, plans, statuses, platforms, min_version, max_version } = target;
  return {
    documents_count: document_hashes?.length ?? null,
    ...(cities && { cities: [...cities] }),
    ...(plans && { plans: [...plans] }),
    ...(statuses && { statuses: [...statuses] }),
    ...(platforms && { platforms: [...platforms] }),
    ...(min_version !== undefined && { min_version }),
    ...(max_version !== undefined && { max_version }),
  };
}
