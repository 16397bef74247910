import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, todayInSaoPaulo } from '../../src/common/brazil/dates.js';
import * as extras from '../../src/upstreams/webservice-cliente/operations/contract-extras.js';
import * as registration from '../../src/upstreams/webservice-cliente/operations/contract-registration.js';
import * as sales from '../../src/upstreams/webservice-cliente/operations/contract-sales.js';
import {
  contractOnly,
  overviewOf,
  readContract,
  readCustomerOverview,
} from '../../src/upstreams/webservice-cliente/operations/contracts.js';
import { OperationCaller } from '../../test/support/operation-caller.js';
import { startWebserviceCliente, type WebserviceClienteSimulator } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const TODAY = todayInSaoPaulo(() => START);
const CREDENTIALS = { user: 'app', password: 'secret' };

let simulator: WebserviceClienteSimulator;
let erp: OperationCaller;

beforeEach(async () => {
  simulator = await startWebserviceCliente({ ...CREDENTIALS, clock: () => START });
  erp = new OperationCaller(simulator.url, CREDENTIALS);
});
afterEach(() => simulator.close());

const sale = {
  idUsuario: '285',
  idCliente: '81593',
  idTipoContrato: '1',
  idsEnderecos: ['481018'],
  idOrigemComercial: '1',
  idVencimento: '1',
  idFormaCobranca: '1',
  idCanalVenda: '2',
  podeSuspender: true,
  naoCancelaPorInadimplencia: false,
  fidelizacao: 'MESES_12' as const,
};
const outlet = { idCaixa: '8647', idSaidaCaixa: '95424' };
const fibre = { ...sale, ...outlet, idPlano: '1164', valorContrato: 9990 };
const phone = {
  idNumero: '2742',
  bloquearLigacaoCobrar: true,
  bloquearLigacaoDDD: false,
  bloquearLigacaoCelular: false,
  bloquearLigacaoInternacional: true,
  exibeListaTelefonica: false,
};

describe('a contract of', () => {
  it('internet waits for its installation and is read back', async () => {
    const sold = await erp.expect(registration.registerInternetContract, { body: fibre });
    expect(sold).toEqual({
      id: '1283304',
      customerId: '81593',
      planId: '1164',
      plan: 'FIBRA 500MB',
      technology: 'FIBRA',
      priceCents: 9990,
      status: 'AGUARDANDO_INSTALACAO',
    });
    const read = await erp.expect(readContract, contractOnly(sold.id));
    expect(read).toMatchObject({
      status: 'AGUARDANDO_INSTALACAO',
      kind: 'RESIDENCIAL',
      dueDateId: '1',
      addresses: [{ street: 'RUA DAS ACACIAS', number: '152', city: 'CONSELHEIRO LAFAIETE', postalCode: '36402157' }],
    });
    expect(simulator.state.contracts.get(1283304)).toMatchObject({ loyaltyEndsOn: addDays(TODAY, 365) });
    const { contracts } = await erp.expect(readCustomerOverview, overviewOf('81593'));
    expect(contracts.map(({ id }) => id)).toContain(sold.id);
  });

  it.each([
    ['an unknown customer', { idCliente: '5' }, 'not-found:not-found'],
    ["another customer's address", { idsEnderecos: ['481019'] }, 'not-found:not-found'],
    ['a closed channel', { idCanalVenda: '3' }, 'not-found:not-found'],
    ['an outlet in use', { idSaidaCaixa: '1' }, 'not-found:not-found'],
    ['no outlet', { idSaidaCaixa: undefined }, 'rejected:refused'],
  ])('internet is refused for %s', async (_, wrong, failure) => {
    const { idSaidaCaixa, ...rest } = { ...fibre, ...wrong };
    const body = idSaidaCaixa === undefined ? rest : { ...rest, idSaidaCaixa };
    expect(await erp.call(registration.registerInternetContract, { body })).toEqual({ failure });
    expect(simulator.state.contracts.size).toBe(4);
  });

  it('telephony takes its number and adds its voice packages', async () => {
    const body = { ...sale, ...phone, idPlano: '673', valorContrato: 8310, idsPacotesVozExtra: ['1'] };
    const sold = await erp.expect(registration.registerTelephonyContract, { body });
    expect(sold).toMatchObject({ technology: 'TELEFONIA FIXA', priceCents: 13_310 });
    expect(await erp.call(registration.registerTelephonyContract, { body })).toHaveProperty('failure');
  });

  it('television adds its channels, other things work at once', async () => {
    const television = {
      ...sale,
      idPlano: '692',
      valorContrato: 10_000,
      idsCanaisExtras: ['2', '5'],
      idsPacotesCanaisExtras: ['3'],
    };
    expect(await erp.expect(registration.registerTelevisionContract, { body: television })).toMatchObject({
      priceCents: 15_490,
      status: 'AGUARDANDO_INSTALACAO',
    });
    const rent = { ...sale, idPlano: '787', valorContrato: 990 };
    expect(await erp.expect(registration.registerOtherContract, { body: rent })).toMatchObject({
      status: 'HABILITADO',
    });
  });

  it('a package is one contract for each of its plans, or none', async () => {
    const dadosPlanosPacote = [
      { idPlano: '1164', valorContrato: 9990 },
      { idPlano: '787', valorContrato: 500 },
    ];
    const body = { ...sale, ...outlet, idPacote: '1260', dadosPlanosPacote };
    const wrong = { ...body, dadosPlanosPacote: [dadosPlanosPacote[0]!, { idPlano: '1162', valorContrato: 1 }] };
    expect(await erp.call(registration.registerContractPackage, { body: wrong })).toHaveProperty('failure');
    expect(simulator.state.contracts.size).toBe(4);
    const sold = await erp.expect(registration.registerContractPackage, { body });
    expect(sold.map(({ planId, priceCents, status }) => [planId, priceCents, status])).toEqual([
      ['1164', 9990, 'AGUARDANDO_INSTALACAO'],
      ['787', 500, 'HABILITADO'],
    ]);
  });
});

describe('before a sale', () => {
  it('says what there is', async () => {
    expect(await erp.expect(sales.listContractTypes, {})).toContainEqual({ id: '1', name: 'RESIDENCIAL' });
    expect(await erp.expect(sales.listTechnologies, {})).toContainEqual({
      id: '4',
      name: 'FIBRA',
      service: 'INTERNET',
    });
    expect((await erp.expect(sales.listSalesChannels, {})).map(({ id }) => id)).toEqual(['1', '2']);
    const taxPlans = await erp.expect(sales.listTaxPlans, { path: { idPlano: '787', idEmpresa: '1' } });
    expect(taxPlans.map(({ installationService }) => installationService?.priceCents)).toEqual([20_000, undefined]);
    expect((await erp.expect(extras.listVoicePackages, {}))[0]?.quotas).toHaveLength(2);
    expect((await erp.expect(extras.listTelevisionChannels, {})).every(({ soldAlone }) => soldAlone)).toBe(true);
    expect((await erp.expect(extras.listTelevisionPackages, {}))[0]?.channels).toHaveLength(2);
  });

  it('finds promotions of a plan or of a package', async () => {
    const place = {
      idFormaCobranca: '65',
      idTipoContrato: '1',
      idCidade: '100',
      idBairro: '15372',
      idPerfil: '1',
      estado: 'MG',
      cep: '36402-157',
      prePago: false,
      tipoPessoa: 'PessoaFisica' as const,
    };
    const ids = async (what: object) =>
      (await erp.expect(sales.listActivePromotions, { body: { ...place, ...what } })).map(({ id }) => id);
    expect(await ids({ idPlano: '1164', idTecnologia: '4' })).toEqual(['20', '21']);
    expect(await ids({ idPacote: '1260', idsTecnologias: ['11', '9'] })).toEqual(['22']);
    expect(await erp.call(sales.listActivePromotions, { body: { ...place, idPlano: '1164' } })).toHaveProperty(
      'failure',
    );
  });

  it('prices a plan of the price table by its speed', async () => {
    const area = await erp.expect(sales.findCoverageArea, { path: { idCidade: '100' } });
    const asked = {
      idPlano: '1180',
      idTipoContrato: '2',
      idAreaCobertura: area.id,
      tipoPessoa: 'PessoaJuridica' as const,
    };
    const speeds = await erp.expect(sales.listPlanSpeeds, { body: asked });
    expect(speeds.map(({ downloadKbps }) => downloadKbps)).toEqual([614_400, 1_048_576]);
    expect(await erp.expect(sales.readPlanPrice, { body: { ...asked, idVelocidade: '67' } })).toEqual({
      plan: 'FIBRA SOB MEDIDA',
      speed: '600MB Empresarial',
      priceCents: 34_990,
    });
    expect(await erp.call(sales.readPlanPrice, { body: asked })).toHaveProperty('failure');
    expect(await erp.expect(sales.listPlanSpeeds, { body: { ...asked, idPlano: '1164' } })).toEqual([]);
  });
});
