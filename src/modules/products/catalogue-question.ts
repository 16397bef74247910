import { type Document, documentKind } from '../../common/brazil/document.js';
import type { ContractDetails } from '../contracts/contracts.port.js';
import type { CatalogueQuestion } from './plan-catalogue.port.js';

/** What to ask the catalogue for a contract; undefined where the contract does not say enough. */
export function catalogueQuestion(
  { address, service, kind }: ContractDetails,
  document: Document,
): CatalogueQuestion | undefined {
  if (address?.city == null || address.state === null || service === null || kind === null) return undefined;
  return {
    service,
    contractKind: kind,
    person: documentKind(document) === 'cpf' ? 'natural' : 'legal',
    city: address.city,
    state: address.state,
  };
}
