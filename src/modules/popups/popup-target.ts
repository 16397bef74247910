import { keyedHash } from '../../common/auth/keyed-hash.js';
import type { Document } from '../../common/brazil/document.js';

/** A document as popups are targeted by it: comparable, not readable. */
export const popupDocumentHash = (pepper: string, document: Document): string =>
  keyedHash(pepper, 'popup-target', document).toString('base64url');

/** A name without accents, in upper case and with single spaces: systems of the provider write one name in many ways. */
export const comparableName = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/\s+/g, ' ').trim();
