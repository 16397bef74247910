import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  encodeRequest,
  type Operation,
  type RequestInput,
  type RequestSchemas,
} from '../../src/upstreams/core/operation.js';
import * as addresses from '../../src/upstreams/webservice-cliente/operations/addresses.js';
import * as consultations from '../../src/upstreams/webservice-cliente/operations/credit-consultations.js';
import * as records from '../../src/upstreams/webservice-cliente/operations/customer-records.js';
import * as customers from '../../src/upstreams/webservice-cliente/operations/customers.js';
import * as files from '../../src/upstreams/webservice-cliente/operations/prospect-files.js';
import * as registration from '../../src/upstreams/webservice-cliente/operations/prospect-registration.js';
import * as viability from '../../src/upstreams/webservice-cliente/operations/prospect-viability.js';
import * as prospects from '../../src/upstreams/webservice-cliente/operations/prospects.js';
import * as catalogue from '../../src/upstreams/webservice-cliente/operations/sales-catalogue.js';
import type { PlainDate } from '../../src/common/brazil/dates.js';
import { plainDateValue } from '../../src/upstreams/core/wire-fields.js';
import { OperationCaller } from '../../test/support/operation-caller.js';
import { startWebserviceCliente, type WebserviceClienteSimulator } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const authorization = `Basic ${Buffer.from('app:secret').toString('base64')}`;
/** As an integrator without our schemas would send it. */
async function sendJson(method: string, path: string, body: unknown): Promise<Response> {
  const issued: unknown = await (
    await fetch(`${simulator.url}/ws/auth/token/gerar`, { headers: { authorization } })
  ).json();
  const { token } = z.object({ token: z.string() }).parse(issued);
  return fetch(simulator.url + path, {
    method,
    headers: { authorization, Token: token, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const date = (text: string): PlainDate => plainDateValue.parse(text);

let simulator: WebserviceClienteSimulator;
let erp: OperationCaller;

beforeEach(async () => {
  const credentials = { user: 'app', password: 'secret' };
  simulator = await startWebserviceCliente({ ...credentials, clock: () => START });
  erp = new OperationCaller(simulator.url, credentials);
});
afterEach(() => simulator.close());

/** What comes of a call: the parsed answer, or our words for the failure. */
const ask = <R extends RequestSchemas, A>(operation: Operation<R, A>, input: RequestInput<R>) =>
  erp.call(operation, input);

/** As `ask`, for calls that must succeed. */
const read = <R extends RequestSchemas, A>(operation: Operation<R, A>, input: RequestInput<R>) =>
  erp.expect(operation, input);

const seller = { idVendedor: '285' };
const someone = {
  tipoPessoa: 'PessoaFisica',
  nome: 'ANA PAULA TESTE',
  telefoneFixo: '3137610009',
  telefoneMovel: '31999990009',
  dataNascimento: date('1991-07-04'),
  ...seller,
  idSegmentoProspecto: '1',
  idTipoProspecto: '1',
  idCanalVenda: '1',
  idEmpresa: '1',
  cpf: '390.533.447-05',
} as const;
const house = {
  idUsuario: '285',
  idEndereco: '645831',
  numero: 96,
  tipoEndereco: 'INSTALACAO',
  idClassificacaoEndereco: '1',
} as const;
const terms = {
  emiteNotaFiscal: true,
  emiteNotaUnica: false,
  enviaNotaFiscalEmail: true,
  emiteFaturaUnica: true,
  formadorOpiniao: false,
  funcionario: false,
  parceiro: false,
  recebeSMS: true,
};

const register = async () => (await read(registration.registerProspect, { body: someone })).prospectId;
const asked = (idProspecto: string) => ({ body: { idUsuario: '285', idProspecto } });

describe('a sale', () => {
  it('leads from a postal code to a customer', async () => {
    const found = await read(addresses.findAddressByPostalCode, { path: { cep: '36402157' } });
    expect(found).toMatchObject({ found: 'one', address: { id: house.idEndereco, cityId: '100', state: 'MG' } });
    const id = await register();
    await read(registration.registerProspectAddress, { body: { ...house, idProspecto: id } });
    const plans = await read(catalogue.listPlansForProspect, {
      path: { idTecnologia: '4', idTipoContrato: '1' },
      query: { idProspecto: id },
    });
    expect(plans).toContainEqual(expect.objectContaining({ id: '1164', priceCents: 9990 }));
    await read(registration.registerProspectInterest, { body: { ...asked(id).body, idPlano: '1164' } });
    expect(await read(viability.checkInternalCredit, asked(id))).toEqual({ hasDebt: false, bills: [] });
    expect(await read(viability.checkProspectTechnicalViability, asked(id))).toMatchObject({ result: 'APROVADO' });
    expect(await read(consultations.askSpc, asked(id))).toMatchObject({ approved: true, document: '39053344705' });
    await read(registration.decideProspect, { body: { ...asked(id).body, acao: 'aprovar' } });

    expect(await read(prospects.readSalesStatus, { path: seller })).toEqual({ done: 1, inProgress: 2, refused: 0 });
    const { customerId } = await read(registration.convertProspect, { body: { ...asked(id).body, ...terms } });
    expect(await read(prospects.readSalesStatus, { path: seller })).toEqual({ done: 2, inProgress: 1, refused: 0 });
    expect(await read(prospects.readProspect, { path: { id } })).toMatchObject({
      converted: true,
      opportunity: 'GANHOU',
      bornOn: '1991-07-04',
      funnelStage: { qualification: 'CONVERTER CLIENTE' },
    });

    const path = { idCliente: customerId };
    expect(await read(customers.readCustomer, { path })).toMatchObject({
      name: 'ANA PAULA TESTE',
      document: '39053344705',
      bornOn: '1991-07-04',
      contracts: [],
    });
    expect(await read(records.listCustomerAddresses, { path })).toMatchObject([
      { streetId: house.idEndereco, number: '96', purpose: 'INSTALACAO', postalCode: '36402157' },
    ]);
    expect(await read(customers.listProspectedPlans, { path })).toMatchObject([
      { prospectId: id, planId: '1164', plan: 'FIBRA 500MB' },
    ]);
    expect(await read(customers.searchCustomers, { path: seller, query: { documento: '39053344705' } })).toEqual([
      { id: customerId, name: 'ANA PAULA TESTE', document: '39053344705' },
    ]);
    // A second conversion would make the same customer twice.
    expect(await ask(registration.convertProspect, { body: { ...asked(id).body, ...terms } })).toEqual({
      failure: 'rejected:refused',
    });
  });

  it('refuses an unknown prospect as documented, and registers nothing', async () => {
    const refused = { failure: 'not-found:not-found' };
    expect(await ask(registration.registerProspectAddress, { body: { ...house, idProspecto: '999' } })).toEqual(
      refused,
    );
    expect(await ask(registration.convertProspect, { body: { ...asked('999').body, ...terms } })).toEqual(refused);
    expect(await ask(viability.checkInternalCredit, asked('999'))).toEqual(refused);
    expect(await ask(prospects.readProspect, { path: { id: '999' } })).toEqual({
      failure: 'unavailable:internal-error',
    });
  });

  it('needs a birth date of a person and digits in a telephone', async () => {
    const wire = z.looseObject({}).parse(encodeRequest(registration.registerProspect, { body: someone }).body);
    const send = (changed: object) => sendJson('POST', registration.registerProspect.path, { ...wire, ...changed });
    expect((await send({ dataNascimento: '' })).status).toBe(400);
    expect((await send({ telefoneMovel: '(31) 99999-0009' })).status).toBe(400);
    expect((await send({ idVendedor: '285' })).status).toBe(400);
    expect((await send({ rg: '', sexo: '' })).status).toBe(200);
  });
});

describe('addresses', () => {
  it('answers only the states where streets share a postal code, and then step by step', async () => {
    const cep = '28640000';
    expect(await read(addresses.findAddressByPostalCode, { path: { cep } })).toEqual({
      found: 'several',
      states: ['RJ'],
    });
    const cities = await read(addresses.listCities, { path: { uf: 'RJ' }, query: { cep } });
    expect(cities).toEqual([{ id: '3310', name: 'CARMO', state: 'RJ' }]);
    const [district] = await read(addresses.listDistricts, { path: { idCidade: '3310' }, query: { cep } });
    const streets = await read(addresses.listStreets, { path: { idBairro: district?.id ?? '' }, query: { cep } });
    expect(streets.map(({ name }) => name)).toEqual(['UBELART', 'DOS IPES']);
  });

  it('are viable near a box with a free outlet only', async () => {
    const at = (latitude: string, longitude: string) =>
      read(viability.checkTechnicalViability, {
        body: { idEndereco: '645831', numero: 85, latitude, longitude, idSegmentoProspecto: '1' },
      });
    expect(await at('-20.6560787', '-43.756296599999985')).toMatchObject({ result: 'APROVADO' });
    expect(await at('-20.7560787', '-43.756296599999985')).toMatchObject({ result: 'REPROVADO' });
  });

  it('show the unpaid bills of whoever lives there', async () => {
    const { hasDebt, bills } = await read(viability.checkAddressCredit, {
      body: { idEndereco: '645831', numero: 444 },
    });
    expect(hasDebt).toBe(true);
    expect(bills.map(({ id, amountCents }) => [id, amountCents])).toEqual([
      ['8769101', 10990],
      ['8769102', 10990],
    ]);
    const elsewhere = { body: { idEndereco: '645831', numero: 1 } };
    expect(await read(viability.checkAddressCredit, elsewhere)).toEqual({ hasDebt: false, bills: [] });
  });
});

describe('files of a prospect', () => {
  const file = (filename: string, filesize = 4) => ({ base64: 'Zm9v', filename, filesize, filetype: 'image/png' });

  it('are listed once attached', async () => {
    const idProspecto = await register();
    await read(files.attachProspectFiles, { body: [{ idProspecto, model: file('rg.png') }] });
    expect(await read(files.listProspectFiles, { path: { id: idProspecto } })).toMatchObject([
      { name: 'rg.png', mediaType: 'image/png', attachedAt: new Date(START), prospectId: idProspecto },
    ]);
  });

  it('never leave us larger or more than documented', async () => {
    const idProspecto = await register();
    const large = { body: [{ idProspecto, model: file('rg.png', 5 * 1024 * 1024 + 1) }] };
    await expect(ask(files.attachProspectFiles, large)).rejects.toThrow(z.ZodRealError);
    const many = { body: Array.from({ length: 6 }, () => ({ idProspecto, model: file('rg.png') })) };
    await expect(ask(files.attachProspectFiles, many)).rejects.toThrow(z.ZodRealError);
  });
});

describe('customers', () => {
  const path = { idCliente: '81593' };

  it('read back the debit data registered, and a wrong row registers none', async () => {
    const row = {
      idUsuario: '285',
      idCliente: '81593',
      idBanco: '1',
      nomeTitular: 'MARINA CARVALHO TESTE',
      agencia: '1111',
      contaCorrente: '55555',
      dvContaCorrente: '6',
    };
    const mixed = { body: [row, { ...row, idCliente: '1' }] };
    expect(await ask(records.registerDebitData, mixed)).toEqual({ failure: 'not-found:not-found' });
    expect(await read(records.listDebitData, { path })).toEqual([]);
    const { ids } = await read(records.registerDebitData, { body: [row] });
    expect(await read(records.listDebitData, { path })).toMatchObject([{ id: ids[0], account: '55555', bankId: '1' }]);
  });

  it('have boxes near their address', async () => {
    const [address] = await read(records.listCustomerAddresses, { path });
    const boxes = await read(records.listNearbyBoxes, {
      path: { idEnderecoCliente: address?.id ?? '', idTipoContrato: '1' },
    });
    expect(boxes.map(({ number }) => number)).toEqual(['1617', '1640']);
    const unknown = { path: { idEnderecoCliente: '1', idTipoContrato: '1' } };
    expect(await ask(records.listNearbyBoxes, unknown)).toEqual({ failure: 'unavailable:internal-error' });
  });

  it('get a new password, whose leading zeros survive', async () => {
    const reset = await read(customers.resetAppPassword, { body: { CPFCNPJ: '11144477735' } });
    expect(reset).toEqual({ password: simulator.state.customerOfDocument('11144477735')?.password });
    expect(reset.password).toMatch(/^0\d{5}$/);
    expect(await ask(customers.resetAppPassword, { body: { IDCliente: '1' } })).toEqual({
      failure: 'not-found:not-found',
    });
  });

  it('have their password reset in an answer that is no JSON', async () => {
    const answer = await sendJson('PUT', customers.resetAppPassword.path, { IDCliente: 81593 });
    const text = await answer.text();
    expect(text).toMatch(/"Senha": 0\d{5}\n/);
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
  });

  it('can be kept from notices', async () => {
    const body = { idAtendimento: '81593', recebeNotificacoes: false };
    await read(customers.setNoticesSwitch, { body });
    expect(simulator.state.customerRecords.of(81593).receivesNotices).toBe(false);
    const unknown = { body: { ...body, idAtendimento: '1' } };
    expect(await ask(customers.setNoticesSwitch, unknown)).toEqual({ failure: 'not-found:not-found' });
  });
});
