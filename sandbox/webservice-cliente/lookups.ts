import { Refusal } from '../core/answer.js';
import { failure } from './requests.js';
import type { Prospect, RegisteredAddress } from './prospects.state.js';
import type { Customer } from './rows.js';
import type { WebserviceClienteState } from './state.js';
import type { addressFields } from './request-fields.js';
import type { z } from 'zod';

/** Refuses, in the words of the document, a prospect that is not there. */
export function prospectOf(state: WebserviceClienteState, id: number): Prospect {
  const prospect = state.prospects.rows.get(id);
  if (prospect !== undefined) return prospect;
  throw unknown('O idProspecto informado nao pertence a nenhum prospecto cadastrado no sistema.');
}

/** Refuses, in the words of the document, a customer that is not there. */
export function customerOf(state: WebserviceClienteState, id: number): Customer {
  const customer = state.customers.get(id);
  if (customer !== undefined) return customer;
  throw unknown('O idCliente informado não pertence a nenhum cliente cadastrado no sistema.');
}

/** Refuses, in words after those of the document, an id that a register does not have. */
export function requireRow<T>(row: T | undefined, field: string, what: string): T {
  if (row !== undefined) return row;
  throw unknown(`O ${field} informado não pertence a ${what} no sistema.`);
}

type AddressBody = z.infer<z.ZodObject<typeof addressFields>>;

/** An address as it was sent. Refuses a street, classification or condominium that is not there. */
export function addressFrom(
  { addressBook }: WebserviceClienteState,
  body: AddressBody & { readonly numero: number | string },
  id: number,
): RegisteredAddress {
  requireRow(addressBook.street(body.idEndereco), 'idEndereco', 'nenhum endereço cadastrado');
  requireRow(
    addressBook.classification(body.idClassificacaoEndereco),
    'idClassificacaoEndereco',
    'nenhuma classificação cadastrada',
  );
  return {
    id,
    streetId: body.idEndereco,
    number: String(body.numero),
    purpose: body.tipoEndereco,
    classificationId: body.idClassificacaoEndereco,
    complement: body.complemento,
    reference: body.referencia,
    condominiumId: body.idCondominio,
    blockId: body.idBloco,
    floor: body.andar,
    houseNumber: body.numeroCasa,
    apartment: body.apto,
  };
}

/** Numbers are printed as JSON numbers where they are ones. */
export const printHouseNumber = (number: string): number | string => (/^\d+$/.test(number) ? Number(number) : number);

const unknown = (error: string): Refusal => new Refusal(failure(error));
