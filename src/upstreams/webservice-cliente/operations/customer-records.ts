import { z } from 'zod';
import {
  identifier,
  looseBoolean,
  numericId,
  optionalIdentifier,
  optionalNumber,
  optionalText,
  pathId,
  wordOf,
} from '../../core/fields.js';
import { dashedDate, houseNumber } from '../../core/wire-fields.js';
import { lenientList } from '../../core/drift.js';
import { bare, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { printedPostalCode } from './postal-code.js';
import { addressPurposes, registrationAddress } from './registration-address.js';

const phoneDigits = z.string().regex(/^(\d{10,11})?$/);

/** Ids in the order in which the rows were sent. */
const registeredIds = <const K extends string>(member: K) =>
  z.object({ [member]: z.array(identifier) }).transform((answer) => ({ ids: Object.values(answer).flat() }));

export const registerBusinessAreas = erpOperation({
  id: 'customer-records.register-business-areas',
  title: 'Cadastrar áreas de atuação de um cliente PJ',
  method: 'POST',
  path: '/ws/comercial/clientes/areas_atuacao/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z
      .array(
        z.object({
          idUsuario: numericId,
          idCliente: numericId,
          idAreaAtuacao: numericId,
          tipo: z.enum(['PRIMARIO', 'SECUNDARIO']),
        }),
      )
      .min(1),
  },
  format: 'json',
  envelope: bare,
  answer: registeredIds('idsAreasAtuacaoCliente'),
});

export const registerDebitData = erpOperation({
  id: 'customer-records.register-debit-data',
  title: 'Cadastrar dados para débito automático de cliente',
  method: 'POST',
  path: '/ws/comercial/clientes/dados_debito/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z
      .array(
        z.object({
          idUsuario: numericId,
          idCliente: numericId,
          idBanco: numericId,
          nomeTitular: z.string().min(1),
          agencia: z.string().min(1),
          dvAgencia: z.string().optional(),
          contaCorrente: z.string().min(1),
          dvContaCorrente: z.string().min(1),
        }),
      )
      .min(1),
  },
  format: 'json',
  envelope: bare,
  answer: registeredIds('idsDadosDebitoCliente'),
});

export const listDebitData = erpOperation({
  id: 'customer-records.list-debit-data',
  title: 'Buscar dados de débito de cliente',
  method: 'GET',
  path: '/ws/comercial/clientes/{idCliente}/dados_debito',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        idBanco: optionalIdentifier,
        nomeTitular: optionalText,
        agencia: optionalText,
        dvAgencia: optionalText,
        contaCorrente: optionalText,
        dvContaCorrente: optionalText,
      })
      .transform((row) => ({
        id: row.id,
        bankId: row.idBanco,
        holder: row.nomeTitular,
        branch: row.agencia,
        branchDigit: row.dvAgencia,
        account: row.contaCorrente,
        accountDigit: row.dvContaCorrente,
      })),
  ),
  assumption: 'The document prints only a failure; the rows are read with the names under which they are registered.',
});

/** `nomeOutorgado` is documented as a number and is a name in every example. */
export const registerContacts = erpOperation({
  id: 'customer-records.register-contacts',
  title: 'Cadastrar contatos de um cliente',
  method: 'POST',
  path: '/ws/comercial/clientes/contatos/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z
      .array(
        z.object({
          idUsuario: numericId,
          idCliente: numericId,
          nomeOutorgado: z.string().min(1),
          idTipoContato: numericId,
          email: z.string().optional(),
          celular: phoneDigits.optional(),
          telefone: phoneDigits.optional(),
          cargo: z.string().optional(),
          dataNascimento: dashedDate.optional(),
          cpf: z.string().optional(),
          rg: z.string().optional(),
        }),
      )
      .min(1),
  },
  format: 'json',
  envelope: bare,
  answer: registeredIds('idsContatosCliente'),
});

/** Described as taking a list; the example sends one address, and one id comes back. */
export const registerCustomerAddress = erpOperation({
  id: 'customer-records.register-address',
  title: 'Cadastrar endereço em cliente',
  method: 'POST',
  path: '/ws/comercial/clientes/enderecos/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: { body: z.object({ ...registrationAddress, idCliente: numericId, numero: houseNumber }) },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ idEnderecoCliente: identifier })
    .transform(({ idEnderecoCliente }) => ({ customerAddressId: idEnderecoCliente })),
});

export const listCustomerAddresses = erpOperation({
  id: 'customer-records.list-addresses',
  title: 'Buscar endereços de cliente',
  method: 'GET',
  path: '/ws/comercial/clientes/{idCliente}/enderecos',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        idEndereco: optionalIdentifier,
        logradouro: optionalText,
        numero: optionalText,
        complemento: optionalText,
        referencia: optionalText,
        idBairro: optionalIdentifier,
        bairro: optionalText,
        idCidade: optionalIdentifier,
        nomeCidade: optionalText,
        UF: optionalText,
        CEP: printedPostalCode,
        latitude: optionalText,
        longitude: optionalText,
        tipoDeEndereco: wordOf(addressPurposes, 'UNKNOWN'),
        classificacaoEndereco: optionalText,
        idCondominio: optionalIdentifier,
        problemaEntregaBoleto: looseBoolean,
      })
      .transform((row) => ({
        id: row.id,
        streetId: row.idEndereco,
        street: row.logradouro,
        number: row.numero,
        complement: row.complemento,
        reference: row.referencia,
        districtId: row.idBairro,
        district: row.bairro,
        cityId: row.idCidade,
        city: row.nomeCidade,
        state: row.UF,
        postalCode: row.CEP,
        latitude: row.latitude,
        longitude: row.longitude,
        purpose: row.tipoDeEndereco,
        classification: row.classificacaoEndereco,
        condominiumId: row.idCondominio,
        billDeliveryProblem: row.problemaEntregaBoleto,
      })),
  ),
});

const outlet = z
  .object({ Id: identifier, Descricao: optionalText, Status: optionalText })
  .transform((row) => ({ id: row.Id, description: row.Descricao, status: row.Status }));

/** Boxes of the fibre network with free outlets. */
export const listNearbyBoxes = erpOperation({
  id: 'customer-records.list-nearby-boxes',
  title: 'Buscar caixas com saídas livres próximas ao endereço do cliente',
  method: 'GET',
  path: '/ws/comercial/clientes/enderecos/{idEnderecoCliente}/caixas/proximas/tipo_contrato/{idTipoContrato}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idEnderecoCliente: pathId, idTipoContrato: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        Id: identifier,
        Descricao: optionalText,
        NumeroCaixa: optionalText,
        QtdeSaidas: optionalNumber,
        DistanciaRoute: optionalNumber.catch(null),
        DuracaoRoute: optionalNumber.catch(null),
        IdLocationCM: optionalIdentifier,
        Saidas: lenientList(outlet).nullish(),
      })
      .transform((row) => ({
        id: row.Id,
        description: row.Descricao,
        number: row.NumeroCaixa,
        outlets: row.QtdeSaidas,
        routeDistance: row.DistanciaRoute,
        routeDuration: row.DuracaoRoute,
        locationId: row.IdLocationCM,
        freeOutlets: row.Saidas ?? [],
      })),
  ),
});
