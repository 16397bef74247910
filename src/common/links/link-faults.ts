import type { InvalidField } from '../problem/problem.js';
import { isAllowedUrl, type LinkPolicy } from './link-policy.js';

/** What is wrong with an address that a field of a request gives; nothing where it gives none. */
export const urlFaults = (field: string, url: string | null | undefined, policy: LinkPolicy): InvalidField[] =>
  url == null || isAllowedUrl(url, policy)
    ? []
    : [{ field, message: `${field} must be an https address on an allowed host` }];
