import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../support/application.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';

const POSTAL_CODE = 'webservice-cliente.addresses.find-by-postal-code';
const CONDOMINIUMS = 'webservice-cliente.addresses.list-connect-master-condominiums';
const VIABILITY = 'webservice-cliente.prospect-viability.check-technical-viability';
const REGISTER = 'webservice-cliente.prospects.register';

let product: TestApplication;
beforeAll(async () => {
  product = await startTestApplication({ TRUST_PROXY: '127.0.0.1', WEBSERVICE_CLIENTE_TIMEOUT_MS: '1500' });
});
afterAll(() => product.close());
beforeEach(async () => {
  product.erp.faults.clear();
  product.erp.journal.clear();
  await product.dataSource.query('TRUNCATE coverage_lead, work_item');
});

let callers = 0;
/** From an address of its own, so that no test meets another's limit. */
const caller = () => ({ ...product.channel, 'x-forwarded-for': `192.0.2.${(callers += 1)}` });
const condominiums = (query: object, headers = caller()) =>
  product.http().get('/app/v1/support/condominiums').query(query).set(headers);
const house = (body: object, headers = caller()) =>
  product.http().post('/app/v1/support/viability/house').set(headers).send(body);
const condominium = (body: object) =>
  product.http().post('/app/v1/support/viability/condominium').set(caller()).send(body);

const NEAR = { cep: '36402-157', number: '152' };
const FAR = { cep: '37137166', number: '10' };
const FLAT = { cep: '36404199', number: '145', condominium_id: '3783', block_id: '2', floor: 4 };
const LEAD = {
  name: 'Ana Souza Teste',
  phone: '(35) 99999-0009',
  birth_date: '1990-05-17',
  email: 'ana.teste@example.com',
  consent: true,
};

describe('condominiums', () => {
  it('are listed by postal code and number, a lone block as a list', async () => {
    const { body } = await condominiums({ cep: '36404-199', number: '145' }).expect(200);
    expect(body).toEqual({
      needs_choice: false,
      choose: null,
      options: [],
      states: [],
      address_id: '587374',
      items: [
        {
          id: '3783',
          name: 'RESIDENCIAL ROCHEDO',
          number: '145',
          type: 'VERTICAL',
          blocks: [{ id: '2', name: 'BLOCO A' }],
        },
      ],
    });
  });

  it('are none at other numbers, and at a house without', async () => {
    expect((await condominiums({ cep: '36404199', number: '146' }).expect(200)).body).toMatchObject({ items: [] });
    expect((await condominiums({ addressId: '587374', number: 'S/N' }).expect(200)).body).toMatchObject({ items: [] });
    expect(product.erp.journal.calls(CONDOMINIUMS).at(-1)?.path).toMatch(/\/numero\/0$/);
  });

  it('ask for a choice where a postal code has several streets', async () => {
    const { body } = await condominiums({ cep: '28640000', number: '100' }).expect(200);
    expect(body).toEqual({
      needs_choice: true,
      choose: 'ADDRESS',
      options: [
        { id: '330901', name: 'RUA UBELART' },
        { id: '330902', name: 'RUA DOS IPES' },
      ],
      states: ['RJ'],
      address_id: null,
      items: [],
    });
    const { body: chosen } = await condominiums({ addressId: '330901', number: '100' }).expect(200);
    expect(chosen).toMatchObject({ needs_choice: false, address_id: '330901' });
  });

  it('are not located for a postal code or choice that nobody knows', async () => {
    expectProblem(await condominiums({ cep: '99999999', number: '1' }), 422, 'ADDRESS_NOT_LOCATED');
    expectProblem(await condominiums({ cep: '28640000', number: '1', state: 'MG' }), 422, 'ADDRESS_NOT_LOCATED');
    expectProblem(await condominiums({ cep: '28640000', number: '1', cityId: '1' }), 422, 'ADDRESS_NOT_LOCATED');
    expectProblem(await condominiums({ cep: '28640000', number: '1', districtId: '1' }), 422, 'ADDRESS_NOT_LOCATED');
  });

  it.each([
    ['neither postal code nor street', { number: '1' }, 'cep'],
    ['a short postal code', { cep: '3640', number: '1' }, 'cep'],
    ['no number', { cep: '36404199' }, 'number'],
    ['an odd number', { cep: '36404199', number: '../1' }, 'number'],
    ['an odd street', { addressId: 'x', number: '1' }, 'addressId'],
  ])('refuse %s', async (_, query, field) => {
    const answer = await condominiums(query);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('answer problems while the ERP fails', async () => {
    product.erp.faults.set(POSTAL_CODE, { kind: 'status', status: 503 });
    expectProblem(await condominiums({ cep: '37137167', number: '1' }), 503, 'UPSTREAM_UNAVAILABLE');
    product.erp.faults.set(CONDOMINIUMS, { kind: 'garbage' });
    expectProblem(await condominiums({ addressId: '712252', number: '1' }), 502, 'UPSTREAM_BAD_RESPONSE');
  });
});

describe('the viability of a house', () => {
  it('is told by what the provider knows of the street', async () => {
    const { body } = await house(NEAR).expect(200);
    expect(body).toEqual({
      viable: true,
      result: 'APPROVED',
      distance_km: expect.any(Number),
      technology: 'FIBRA',
      lead_id: null,
    });
    expect(product.erp.journal.calls(VIABILITY)[0]?.body).toEqual({
      idEndereco: 645831,
      numero: 152,
      latitude: '-20.6560790',
      longitude: '-43.7562970',
      idSegmentoProspecto: 1,
    });
  });

  it('is told by the place on the map where one was given', async () => {
    const { body } = await house({ ...NEAR, number: 'S/N', latitude: -20.9, longitude: -43.7 }).expect(200);
    expect(body).toMatchObject({ viable: false, result: 'REFUSED', technology: null, lead_id: null });
    expect(product.erp.journal.calls(VIABILITY)[0]?.body).toMatchObject({ numero: 0, latitude: '-20.9000000' });
  });

  it('cannot be told where the street or its place is not known', async () => {
    expectProblem(await house({ cep: '28640000', number: '1' }), 422, 'ADDRESS_NOT_LOCATED');
    expectProblem(await house({ cep: '99999999', number: '1' }), 422, 'ADDRESS_NOT_LOCATED');
    expectProblem(await house({ cep: '37137167', number: '1' }), 422, 'ADDRESS_NOT_LOCATED');
    expect(product.erp.journal.calls(VIABILITY)).toEqual([]);
  });

  it('needs no postal code where the street is named', async () => {
    expect((await house({ address_id: '330901', number: '100' }).expect(200)).body).toMatchObject({ viable: true });
    expect(product.erp.journal.calls(POSTAL_CODE)).toEqual([]);
  });

  it.each([
    ['no address', { number: '1' }, 'cep'],
    ['half a place', { ...NEAR, latitude: 1 }, 'longitude'],
    ['a place off the map', { ...NEAR, latitude: 91, longitude: 0 }, 'latitude'],
    ['a lead without consent', { ...NEAR, lead: { ...LEAD, consent: false } }, 'lead.consent'],
    ['a lead without telephone', { ...NEAR, lead: { ...LEAD, phone: '0000000000' } }, 'lead.phone'],
    ['a lead born tomorrow', { ...NEAR, lead: { ...LEAD, birth_date: '2999-01-01' } }, 'lead.birth_date'],
    ['a day that does not exist', { ...NEAR, lead: { ...LEAD, birth_date: '1990-02-31' } }, 'lead.birth_date'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await house(body);
    expectProblem(answer, 400, 'VALIDATION_ERROR');
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(product.erp.journal.calls()).toEqual([]);
  });

  it('answers problems while the ERP fails', async () => {
    product.erp.faults.set(VIABILITY, { kind: 'hang' });
    expectProblem(await house(NEAR), 504, 'UPSTREAM_TIMEOUT');
    product.erp.faults.set(VIABILITY, { kind: 'wrong-shape' });
    expectProblem(await house(NEAR), 502, 'UPSTREAM_BAD_RESPONSE');
  });

  it('is asked only so often from one address', async () => {
    const headers = caller();
    const answers = [];
    for (let asked = 0; asked < 21; asked += 1)
      answers.push((await house({ number: '1', cep: '28640000' }, headers)).status);
    expect(answers).toEqual([...Array<number>(20).fill(422), 429]);
  });
});

describe('the viability of a home in a condominium', () => {
  it('is asked for with block and floor', async () => {
    const { body } = await condominium(FLAT).expect(200);
    // The one box near it has no free outlet.
    expect(body).toMatchObject({ viable: false, result: 'REFUSED' });
    expect(product.erp.journal.calls(VIABILITY)[0]?.body).toMatchObject({
      idEndereco: 587374,
      numero: 145,
      idCondominioCM: 3783,
      idBloco: 2,
      andar: 4,
      numeroCasa: null,
    });
  });

  it.each([
    ['no block', { ...FLAT, block_id: undefined }],
    ['no floor', { ...FLAT, floor: undefined }],
    ['a house number in a building of flats', { ...FLAT, floor: undefined, house_number: 4 }],
  ])('cannot be told with %s', async (_, body) => {
    expectProblem(await condominium(body), 422, 'CONDOMINIUM_UNIT_INCOMPLETE');
    expect(product.erp.journal.calls(VIABILITY)).toEqual([]);
  });

  it('finds no condominium or block that is not at the address', async () => {
    expectProblem(await condominium({ ...FLAT, condominium_id: '9' }), 404, 'NOT_FOUND');
    expectProblem(await condominium({ ...FLAT, block_id: '9' }), 404, 'NOT_FOUND');
    expectProblem(await condominium({ ...FLAT, number: '146' }), 404, 'NOT_FOUND');
  });

  it('refuses a body without condominium', async () => {
    expectProblem(await condominium({ ...FLAT, condominium_id: undefined }), 400, 'VALIDATION_ERROR');
    expectProblem(await condominium({ ...FLAT, floor: 'fourth' }), 400, 'VALIDATION_ERROR');
  });
});

describe('a lead', () => {
  const stored = async () =>
    product.dataSource.query<{ id: string; state: string; wiped: boolean; prospect_id: string | null }[]>(
      'SELECT id, state, sealed_details IS NULL AS wiped, prospect_id FROM coverage_lead',
    );
  const settled = () => until(async () => (await stored()).every(({ state }) => ['done', 'refused'].includes(state)));

  it('is registered once, however often it is sent, and then forgotten here', async () => {
    const [first, second] = await Promise.all([house({ ...FAR, lead: LEAD }), house({ ...FAR, lead: LEAD })]);
    expect(first.body).toMatchObject({ viable: false, lead_id: expect.any(String) });
    expect(second.body).toEqual(first.body);
    await settled();
    expect((await house({ ...FAR, lead: LEAD }).expect(200)).body).toEqual(first.body);
    const calls = product.erp.journal.calls(REGISTER);
    expect(calls).toHaveLength(1);
    const leadId = String(Reflect.get(first.body as object, 'lead_id'));
    expect(calls[0]?.body).toMatchObject({
      tipoPessoa: 'PessoaFisica',
      nome: 'ANA SOUZA TESTE',
      telefoneMovel: '35999990009',
      dataNascimento: '17-05-1990',
      observacaoProspecto: expect.stringContaining(leadId),
    });
    expect(await stored()).toEqual([{ id: leadId, state: 'done', wiped: true, prospect_id: expect.any(String) }]);
  });

  it('is none where the network reaches', async () => {
    expect((await house({ ...NEAR, lead: LEAD }).expect(200)).body).toMatchObject({ viable: true, lead_id: null });
    expect(await stored()).toEqual([]);
  });

  it('whose answer was lost is found by reading, and not sent again', async () => {
    product.erp.faults.set(REGISTER, { kind: 'reset-after', times: 1 });
    await house({ ...FAR, number: '11', lead: LEAD }).expect(200);
    await settled();
    expect(product.erp.journal.calls(REGISTER)).toHaveLength(1);
    const [row] = await stored();
    expect(row).toMatchObject({ state: 'done', wiped: true });
    expect(product.erp.state.prospects.rows.get(Number(row?.prospect_id))?.note).toContain(row?.id);
  });

  it('leaves no name or telephone readable', async () => {
    product.erp.faults.set(REGISTER, { kind: 'status', status: 503 });
    await house({ ...FAR, number: '12', lead: LEAD }).expect(200);
    const rows = JSON.stringify(await product.dataSource.query('SELECT * FROM coverage_lead, work_item'));
    expect(rows).not.toMatch(/ANA|Ana|99999-?0009/);
    expect(JSON.stringify(product.logs)).not.toMatch(/Ana Souza|ANA SOUZA|999990009/);
  });
});
