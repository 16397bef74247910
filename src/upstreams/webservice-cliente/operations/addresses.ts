import { z } from 'zod';
import { identifier, looseBoolean, optionalIdentifier, optionalText, pathId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import type { Envelope } from '../../core/operation.js';
import { bare, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { postalCodeDigits, printedPostalCode } from './postal-code.js';

/** Documented as "sem caracteres especiais". */
const plainNumber = z.string().regex(/^[0-9A-Za-z]{1,10}$/);

const completeAddress = z
  .object({
    id: identifier,
    endereco: optionalText,
    bairro: optionalText,
    cidade: optionalText,
    estado: optionalText,
    uf: optionalText,
    cep: printedPostalCode,
    tipo: optionalText,
    enderecoAbreviado: optionalText,
    bairroAbreviado: optionalText,
    tipoAbreviado: optionalText,
    abreviaturaCidade: optionalText,
    codigoCidadeIBGE: optionalIdentifier,
    nomeCidadeIBGE: optionalText,
    costingCodeSap: optionalText,
    consultaSPC: looseBoolean,
    nomeCondominioCM: optionalText,
    nomeBlocoCM: optionalText,
    idCidade: optionalIdentifier,
  })
  .transform((row) => ({
    id: row.id,
    streetKind: row.tipo,
    street: row.endereco,
    district: row.bairro,
    city: row.cidade,
    cityId: row.idCidade,
    state: row.uf ?? row.estado,
    postalCode: row.cep,
    shortStreetKind: row.tipoAbreviado,
    shortStreet: row.enderecoAbreviado,
    shortDistrict: row.bairroAbreviado,
    shortCity: row.abreviaturaCidade,
    ibgeCityCode: row.codigoCidadeIBGE,
    ibgeCity: row.nomeCidadeIBGE,
    costingCode: row.costingCodeSap,
    asksCreditBureau: row.consultaSPC,
    condominium: row.nomeCondominioCM,
    block: row.nomeBlocoCM,
  }));

/**
 * "Internal Server Error" with HTTP 200 is the one failure documented, also for a postal code that nobody knows. Taken
 * for trouble, a few wrong postal codes would open the circuit for everybody.
 */
const knownAddress: Envelope = (payload, status) => {
  const outcome = bare(payload, status);
  return !outcome.ok && outcome.reason === 'internal-error'
    ? { ok: false, kind: 'not-found', reason: 'postal-code-unknown' }
    : outcome;
};

/** Several streets may share a postal code: then only their states come, and the street is chosen step by step. */
export const findAddressByPostalCode = erpOperation({
  id: 'addresses.find-by-postal-code',
  title: 'Buscar endereço completo por CEP',
  method: 'GET',
  path: '/ws/terceiros/enderecos/cep/{cep}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ cep: postalCodeDigits }) },
  format: 'json',
  envelope: knownAddress,
  answer: z.union([
    completeAddress.transform((address) => ({ found: 'one' as const, address })),
    z
      .object({ maisDeUmEnderecoMesmoCep: looseBoolean, ufs: z.array(z.string()) })
      .transform(({ ufs }) => ({ found: 'several' as const, states: ufs })),
  ]),
});

/** `uf` is the abbreviation of the state. */
export const listCities = erpOperation({
  id: 'addresses.list-cities',
  title: 'Buscar cidades de um estado',
  method: 'GET',
  path: '/ws/terceiros/cidades/uf/{uf}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({ uf: z.string().regex(/^[A-Z]{2}$/) }),
    query: z.object({ cep: postalCodeDigits.optional() }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, nome: z.string(), uf: optionalText })
      .transform((row) => ({ id: row.id, name: row.nome, state: row.uf })),
  ),
});

export const listDistricts = erpOperation({
  id: 'addresses.list-districts',
  title: 'Buscar bairros de uma cidade',
  method: 'GET',
  path: '/ws/terceiros/bairros/cidade/{idCidade}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCidade: pathId }), query: z.object({ cep: postalCodeDigits.optional() }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z.object({ id: identifier, nome: z.string() }).transform((row) => ({ id: row.id, name: row.nome })),
  ),
});

/** The `id` of a street is what other operations take as `idEndereco`. */
export const listStreets = erpOperation({
  id: 'addresses.list-streets',
  title: 'Buscar endereços (logradouros) de um bairro',
  method: 'GET',
  path: '/ws/terceiros/enderecos/bairro/{idBairro}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idBairro: pathId }), query: z.object({ cep: postalCodeDigits.optional() }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        logradouro: z.string(),
        cep: printedPostalCode,
        tipoLogradouro: optionalText,
        abreviatura: optionalText,
      })
      .transform((row) => ({
        id: row.id,
        name: row.logradouro,
        kind: row.tipoLogradouro,
        shortName: row.abreviatura,
        postalCode: row.cep,
      })),
  ),
});

const block = z
  .object({ id: identifier, idBloco: optionalIdentifier, nomeBloco: optionalText })
  .transform((row) => ({ id: row.id, blockId: row.idBloco, name: row.nomeBloco }));

/** Only for companies that have ConnectMaster. The document prints one block as an object, not as a list. */
export const listConnectMasterCondominiums = erpOperation({
  id: 'addresses.list-connect-master-condominiums',
  title: 'Buscar condomínios do ConnectMaster por endereço e número',
  method: 'GET',
  path: '/ws/terceiros/condominiosCM/endereco/{idEndereco}/numero/{numero}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idEndereco: pathId, numero: plainNumber }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        nomeCondominio: optionalText,
        numeroCondominio: optionalText,
        statusCM: optionalText,
        tipoCondominio: optionalText,
        blocos: z.union([lenientList(block), block.transform((only) => [only])]).nullish(),
      })
      .transform((row) => ({
        id: row.id,
        name: row.nomeCondominio,
        number: row.numeroCondominio,
        status: row.statusCM,
        kind: row.tipoCondominio,
        blocks: row.blocos ?? [],
      })),
  ),
});

export const listCondominiums = erpOperation({
  id: 'addresses.list-condominiums',
  title: 'Buscar condomínios por endereço e número',
  method: 'GET',
  path: '/ws/redes/condominios/endereco/{idEndereco}/numero/{numero}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idEndereco: pathId, numero: plainNumber }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        nomeCondominio: optionalText,
        nome: optionalText,
        descricao: optionalText,
        numeroCondominio: optionalText,
        numero: optionalText,
        tipoCondominio: optionalText,
      })
      .transform((row) => ({
        id: row.id,
        name: row.nomeCondominio ?? row.nome ?? row.descricao,
        number: row.numeroCondominio ?? row.numero,
        kind: row.tipoCondominio,
      })),
  ),
  assumption:
    'The document prints only a failure; the rows are read as those of the ConnectMaster twin, with `nome`, `descricao` and `numero` as other spellings.',
});

export const listAddressClassifications = erpOperation({
  id: 'addresses.list-classifications',
  title: 'Buscar classificações de endereço ativas',
  method: 'GET',
  path: '/ws/comercial/enderecos/classificacoes',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        ativo: looseBoolean,
        condominio: looseBoolean,
        shopping: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        description: row.descricao,
        active: row.ativo,
        condominium: row.condominio,
        shoppingCentre: row.shopping,
      })),
  ),
});
