import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { addressFrom, customerOf, printHouseNumber, requireRow } from '../lookups.js';
import { addressFields, blankable, dateField, idField, phoneField, textField } from '../request-fields.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const text = blankable(z.string());
const owner = { idUsuario: idField, idCliente: idField };

const businessAreas = z
  .array(z.object({ ...owner, idAreaAtuacao: idField, tipo: z.enum(['PRIMARIO', 'SECUNDARIO']) }))
  .min(1);

const debitData = z
  .array(
    z.object({
      ...owner,
      idBanco: idField,
      nomeTitular: textField,
      agencia: textField,
      dvAgencia: text,
      contaCorrente: textField,
      dvContaCorrente: textField,
    }),
  )
  .min(1);

const contacts = z
  .array(
    z.object({
      ...owner,
      nomeOutorgado: textField,
      idTipoContato: idField,
      email: text,
      celular: blankable(phoneField),
      telefone: blankable(phoneField),
      cargo: text,
      dataNascimento: blankable(dateField),
      cpf: text,
      rg: text,
    }),
  )
  .min(1);

/** How far from a house its box may be. */
const NEARBY_KM = 1;

/** What "COMERCIAL - Clientes" of the document keeps of customers. A list is taken whole or not at all. */
export const customerRecordHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.customer-records.register-business-areas': (request) => {
    const { state } = request;
    const { customerRecords } = state;
    const body = requiredBody(request, businessAreas);
    for (const row of body) {
      customerOf(state, row.idCliente);
      requireRow(
        customerRecords.businessAreas.find(({ id }) => id === row.idAreaAtuacao),
        'idAreaAtuacao',
        'nenhuma área de atuação cadastrada',
      );
    }
    const ids = body.map((row) => {
      const id = customerRecords.nextId();
      customerRecords.of(row.idCliente).businessAreas.push({ id, areaId: row.idAreaAtuacao, rank: row.tipo });
      return id;
    });
    return { body: { idsAreasAtuacaoCliente: ids } };
  },

  'webservice-cliente.customer-records.register-debit-data': (request) => {
    const { state } = request;
    const { customerRecords } = state;
    const body = requiredBody(request, debitData);
    for (const row of body) customerOf(state, row.idCliente);
    const ids = body.map((row) => {
      const id = customerRecords.nextId();
      customerRecords.of(row.idCliente).debitData.push({
        id,
        bankId: row.idBanco,
        holder: row.nomeTitular,
        branch: row.agencia,
        branchDigit: row.dvAgencia ?? '',
        account: row.contaCorrente,
        accountDigit: row.dvContaCorrente,
      });
      return id;
    });
    return { body: { idsDadosDebitoCliente: ids } };
  },

  // The document prints only a failure of this one: the names are those of the registration.
  'webservice-cliente.customer-records.list-debit-data': (request) => {
    const { state } = request;
    const customerId = numberParameter(request, 'idCliente');
    if (!state.customers.has(customerId)) return failure('Internal Server Error');
    return {
      body: {
        resposta: state.customerRecords.of(customerId).debitData.map((row) => ({
          id: row.id,
          idCliente: customerId,
          idBanco: row.bankId,
          nomeTitular: row.holder,
          agencia: row.branch,
          dvAgencia: row.branchDigit,
          contaCorrente: row.account,
          dvContaCorrente: row.accountDigit,
        })),
      },
    };
  },

  'webservice-cliente.customer-records.register-contacts': (request) => {
    const { state } = request;
    const { customerRecords } = state;
    const body = requiredBody(request, contacts);
    for (const row of body) {
      customerOf(state, row.idCliente);
      requireRow(
        customerRecords.contactKinds.find(({ id }) => id === row.idTipoContato),
        'idTipoContato',
        'nenhum tipo de contato cadastrado',
      );
    }
    const ids = body.map((row) => {
      const id = customerRecords.nextId();
      customerRecords.of(row.idCliente).contacts.push({ id, kindId: row.idTipoContato, name: row.nomeOutorgado });
      return id;
    });
    return { body: { idsContatosCliente: ids } };
  },

  'webservice-cliente.customer-records.register-address': (request) => {
    const { state } = request;
    const body = requiredBody(
      request,
      z.object({
        ...addressFields,
        idCliente: idField,
        numero: z.union([z.number().int().nonnegative(), z.string().min(1)]),
      }),
    );
    customerOf(state, body.idCliente);
    const address = addressFrom(state, body, state.customerRecords.nextId());
    state.customerRecords.of(body.idCliente).addresses.push(address);
    return { body: { idEnderecoCliente: address.id } };
  },

  'webservice-cliente.customer-records.list-addresses': (request) => {
    const { state } = request;
    const customerId = numberParameter(request, 'idCliente');
    if (!state.customers.has(customerId)) return failure('Internal Server Error');
    return {
      body: {
        resposta: state.customerRecords.of(customerId).addresses.map((address) => {
          const { street, district, city } = state.addressBook.placeOf(address.streetId);
          const classification = state.addressBook.classification(address.classificationId);
          return {
            numero: printHouseNumber(address.number),
            idCondominio: address.condominiumId,
            idEndereco: street.id,
            bairro: district.name,
            nomeCidade: city.name,
            latitude: String(street.latitude),
            idCidade: city.id,
            CEP: street.postalCode,
            UF: city.state,
            idBairro: district.id,
            complemento: address.complement,
            tipoDeEndereco: address.purpose,
            logradouro: `${street.shortKind} ${street.name}`,
            problemaEntregaBoleto: false,
            classificacaoEndereco: `${address.classificationId} - ${classification?.description ?? ''}`,
            id: address.id,
            referencia: address.reference,
            longitude: String(street.longitude),
          };
        }),
      },
    };
  },

  'webservice-cliente.customer-records.list-nearby-boxes': (request) => {
    const { addressBook, customerRecords, salesCatalogue } = request.state;
    const addressId = numberParameter(request, 'idEnderecoCliente');
    const contractKind = salesCatalogue.contractKind(numberParameter(request, 'idTipoContrato'));
    const found = customerRecords.addresses().find(({ address }) => address.id === addressId);
    if (found === undefined || contractKind === undefined) return failure('Internal Server Error');
    const { street } = addressBook.placeOf(found.address.streetId);
    return {
      body: {
        resposta: addressBook.boxesNear(street, NEARBY_KM).map(({ box }) => ({
          DistanciaRoute: null,
          Descricao: box.description,
          Saidas: box.freeOutlets.map((outlet) => ({ Status: 'LIVRE', Descricao: outlet.description, Id: outlet.id })),
          DuracaoRoute: null,
          Id: box.id,
          QtdeSaidas: box.outlets,
          IdLocationCM: null,
          NumeroCaixa: box.number,
        })),
      },
    };
  },
};
