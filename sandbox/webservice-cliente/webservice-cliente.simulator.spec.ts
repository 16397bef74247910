import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digitableLineMatches } from '../../src/common/brazil/boleto.js';
import { addDays, formatSlashedDayFirst, todayInSaoPaulo, type PlainDate } from '../../src/common/brazil/dates.js';
import { parseCentavos } from '../../src/common/brazil/money.js';
import type { Simulator } from '../core/simulator.js';
import type { WebserviceClienteState } from './state.js';
import { startWebserviceCliente } from './webservice-cliente.simulator.js';

const START = Date.parse('2026-11-21T15:00:00Z');
const HOUR = 3_600_000;
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

let now: number;
let simulator: Simulator<WebserviceClienteState>;

beforeEach(async () => {
  now = START;
  simulator = await startWebserviceCliente({ user: 'app', password: 'se:nha', clock: () => now });
});
afterEach(() => simulator.close());

interface Sent {
  readonly method?: string;
  readonly token?: string;
  readonly authorization?: string | null;
  readonly json?: unknown;
}

function send(path: string, { method, token, authorization = basic('app:se:nha'), json }: Sent = {}) {
  const headers: Record<string, string> = {};
  if (authorization !== null) headers['authorization'] = authorization;
  if (token !== undefined) headers['Token'] = token;
  if (json !== undefined) headers['content-type'] = 'application/json';
  return fetch(simulator.url + path, {
    method: method ?? (json === undefined ? 'GET' : 'POST'),
    headers,
    body: json === undefined ? null : JSON.stringify(json),
  });
}

const jsonOf = async (path: string, sent?: Sent): Promise<unknown> => (await send(path, sent)).json();

/** What a path of members and positions leads to in an answer. */
const member = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);

function rows(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const list = member(value, ...path);
  if (!Array.isArray(list)) throw new TypeError(`no list at ${path.join('.')}`);
  return list;
}

const column = (list: readonly unknown[], name: string) => list.map((row) => member(row, name));

async function newToken(): Promise<string> {
  return String(member(await jsonOf('/ws/auth/token/gerar'), 'token'));
}

const today = (): PlainDate => todayInSaoPaulo(() => now);

describe('Basic authentication', () => {
  it.each([[null], ['Basic'], ['Bearer abc'], [basic('app:wrong')], [basic('app:se:nha2')]])(
    'refuses %s as a Java server does',
    async (authorization) => {
      const answer = await send('/ws/comercial/configuracoes_app', { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="WebService"');
      expect(await answer.text()).toContain('<html>');
    },
  );

  it('admits our user', async () => {
    expect(await jsonOf('/ws/comercial/configuracoes_app')).toEqual({
      NIVEL_ATUALIZACAO: '1',
      ULTIMA_VERSAO_APP: '1.0',
    });
  });
});

describe('the Token', () => {
  const guarded = '/ws/area/cliente/vencimentos/ativos?isPrePago=n';

  it('is a signed JWT whose times are milliseconds, an hour apart', async () => {
    const [header = '', payload = '', signature] = (await newToken()).split('.');
    expect(Buffer.from(header, 'base64url').toString()).toBe('{"alg":"HS256"}');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iss: 'WebService',
      ren: 0,
      exp: START + HOUR,
      iat: START,
      jti: 1,
      qtdRen: 0,
    });
    expect(signature).toHaveLength(43);
  });

  it('is asked for besides our user', async () => {
    expect((await send(guarded)).status).toBe(401);
    const token = await newToken();
    expect((await send(guarded, { token, authorization: null })).status).toBe(401);
    expect((await send(guarded, { token })).status).toBe(200);
  });

  it('lives an hour and is renewed before that', async () => {
    const first = await newToken();
    now += HOUR - 1;
    expect((await send(guarded, { token: first })).status).toBe(200);
    const second = String(member(await jsonOf('/ws/auth/token/renovar', { method: 'PUT', token: first }), 'token'));
    const claims: unknown = JSON.parse(Buffer.from(second.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iat: now, exp: now + HOUR, ren: 1, qtdRen: 1 });
    now += 1;
    const late = await send(guarded, { token: first });
    expect([late.status, await late.json()]).toEqual([401, { error: 'Token inválido ou expirado.' }]);
    expect((await send(guarded, { token: second })).status).toBe(200);
    expect((await send('/ws/auth/token/renovar', { method: 'PUT', token: first })).status).toBe(401);
  });

  it('is refused when forged, revoked, or of before a reset', async () => {
    const token = await newToken();
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ iss: 'WebService', exp: START * 2, jti: 1 })).toString('base64url');
    for (const forged of [`${header}.${payload}.${signature}`, 'x', '', `${token}.`]) {
      expect((await send(guarded, { token: forged })).status).toBe(401);
    }
    expect((await send(guarded, { token })).status).toBe(200);
    simulator.state.revokeTokens();
    expect((await send(guarded, { token })).status).toBe(401);
    const next = await newToken();
    simulator.reset();
    expect((await send(guarded, { token: next })).status).toBe(401);
  });
});

describe('Logar no App - Simplificado', () => {
  const path = '/ws/comercial/clientes/logar';

  it('answers the customer as documented', async () => {
    expect(await jsonOf(path, { json: { usuario: '11144477735', senha: 'demo-1234' } })).toEqual({
      Celular: '22999990001',
      NomeCompleto: 'MARINA CARVALHO TESTE',
      Email: 'marina.teste@example.com',
      CodigoCliente: 81593,
      NomeTratamento: 'MARINA',
      TelefoneFixo: '2225370001',
      DataNascimento: 574398000000,
      CPF: '11144477735',
      Contratos: [
        {
          ValorContrato: 99.9,
          Tecnologia: 'FIBRA',
          PlanoContrato: 'FIBRA 500MB',
          StatusContrato: 'HABILITADO',
          CodContrato: 899059,
          IDVencimento: 4,
        },
        expect.objectContaining({ CodContrato: 1283299, ValorContrato: 105.49, StatusContrato: 'HABILITADO' }),
        expect.objectContaining({ CodContrato: 1283303, StatusContrato: 'HABILITADO EM CONFIANCA' }),
      ],
    });
  });

  it.each([
    ['11144477735', 'wrong'],
    ['111.444.777-35', 'demo-1234'],
    ['00000000000', 'demo-1234'],
    ['11144477735', 'demo-5678'],
  ])('refuses %s and %s with status 200', async (usuario, senha) => {
    const answer = await send(path, { json: { usuario, senha } });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { error: 'Nao foi possivel encontrar um cliente com esses dados de acesso' },
    ]);
  });

  it.each([
    [{ usuario: '11144477735' }, 'O campo senha é obrigatório.'],
    [{ usuario: 11144477735, senha: 'demo-1234' }, 'O campo usuario é obrigatório.'],
    [[], 'O corpo da requisição é obrigatório.'],
  ])('answers 400 to %j', async (json, error) => {
    const answer = await send(path, { json });
    expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  });
});

describe('contracts', () => {
  it('overview: the customer, contracts and unpaid bills', async () => {
    const overview = await jsonOf('/ws/comercial/cliente/81593/dados');
    expect(overview).toMatchObject({
      TipoPessoa: 'PessoaFisica',
      ClienteEncontrato: true,
      NomeCliente: 'MARINA CARVALHO TESTE',
      ExisteFaturaSemPagamento: true,
      IDCliente: 81593,
      ExisteAtendimentoAberto: true,
    });
    expect(member(overview, 'Contratos', 2)).toEqual({
      ValorContrato: 9.9,
      StatusContrato: 'HABILITADO EM CONFIANCA',
      IDContrato: 1283303,
      DescricaoPlano: 'LOCACAO DE EQUIPAMENTOS',
      TipoContrato: 'RESIDENCIAL',
      TipoTecnologia: 'INTERNET',
      IDVencimento: 4,
    });
    expect(rows(overview, 'Faturas')).toHaveLength(3);
    expect(member(overview, 'Faturas', 1)).toEqual({
      idsContratos: [1283299, 1283303],
      DebitoAutomatico: false,
      CodigoCliente: 81593,
      ValorMulta: 0,
      IDFatura: 8768702,
      ValorJuros: 0,
      nroBoleto: '00008768702P',
      Valor: 115.39,
      nroDocumento: '1126768702',
      Vencimento: '2026-11-30',
    });
  });

  it('overview: bills between two days, written dd-MM-yyyy', async () => {
    const path = '/ws/comercial/cliente/81593/dados?dataInicioVencFatura=01-11-2026&dataFimVencFatura=30-11-2026';
    const bills = rows(await jsonOf(path), 'Faturas');
    expect(column(bills, 'IDFatura')).toEqual([8768701, 8768702]);
    expect((await send('/ws/comercial/cliente/81593/dados?dataInicioVencFatura=2026-11-01')).status).toBe(400);
  });

  it('overview: an unknown customer', async () => {
    expect(await jsonOf('/ws/comercial/cliente/5/dados')).toEqual({ ClienteEncontrato: false });
    expect((await send('/ws/comercial/cliente/x/dados')).status).toBe(400);
  });

  it('a contract alone has its address, else its unpaid bills', async () => {
    const json = { idContrato: 899059 };
    expect(await jsonOf('/ws/comercial/contrato/dados?somenteContrato=s', { json })).toEqual({
      ValorContrato: 99.9,
      Tecnologia: 'FIBRA',
      TipoContrato: 'RESIDENCIAL',
      StatusContrato: 'HABILITADO',
      IDContrato: 899059,
      DescricaoPlano: 'FIBRA 500MB',
      Enderecos: [
        {
          Logradouro: 'RUA UBELART',
          UF: 'RJ',
          Numero: 100,
          Tipo: 'PADRAO',
          Complemento: '',
          Bairro: 'CENTRO',
          Cidade: 'CARMO',
          CEP: '28640000',
        },
      ],
      TipoTecnologia: 'INTERNET',
      IDVencimento: 4,
    });
    const withBills = await jsonOf('/ws/comercial/contrato/dados', { json });
    expect(withBills).not.toHaveProperty('Enderecos');
    expect(column(rows(withBills, 'Faturas'), 'IDFatura')).toEqual([8768701, 8768703]);
  });

  it('a contract is asked for by a number', async () => {
    const unknown = await send('/ws/comercial/contrato/dados?somenteContrato=s', { json: { idContrato: 1 } });
    expect([unknown.status, await unknown.json()]).toEqual([200, { error: 'Contrato nao encontrado' }]);
    for (const json of [{}, { idContrato: '899059' }]) {
      expect((await send('/ws/comercial/contrato/dados', { json })).status).toBe(400);
    }
    const form = await fetch(`${simulator.url}/ws/comercial/contrato/dados`, {
      method: 'POST',
      headers: { authorization: basic('app:se:nha') },
      body: new URLSearchParams({ idContrato: '899059' }),
    });
    expect(form.status).toBe(415);
  });

  it('details print days as yyyy-MM-dd', async () => {
    const token = await newToken();
    expect(await jsonOf('/ws/area/cliente/contrato/899059', { token })).toEqual({
      data: {
        idContrato: 899059,
        statusContrato: 'HABILITADO',
        descricaoPlano: 'FIBRA 500MB',
        dataHabilitacao: '2025-02-06',
        dataFimFidelidade: addDays(today(), 165),
      },
      status: 'OK',
    });
    expect(await jsonOf('/ws/area/cliente/contrato/1', { token })).toEqual({ error: 'Contrato nao encontrado' });
    expect((await send('/ws/area/cliente/contrato/abc', { token })).status).toBe(400);
  });

  it('due dates as documented', async () => {
    const token = await newToken();
    const answer = await jsonOf('/ws/area/cliente/vencimentos/ativos?isPrePago=n', { token });
    expect(member(answer, 'status')).toBe('OK');
    expect(rows(answer, 'data').map((row) => [member(row, 'id'), member(row, 'dia')])).toEqual([
      [1, 1],
      [2, 5],
      [3, 8],
      [4, 10],
      [5, 15],
    ]);
    expect(member(answer, 'data', 1)).toEqual({
      id: 2,
      dia: 5,
      diaFaturamentoInicial: 6,
      diaFaturamentoFinal: 5,
      ativo: true,
      prePago: false,
      faturaMesmoMesVencimento: true,
    });
    expect(await jsonOf('/ws/area/cliente/vencimentos/ativos?isPrePago=s', { token })).toMatchObject({ data: [] });
    for (const query of ['', '?isPrePago=true']) {
      expect((await send(`/ws/area/cliente/vencimentos/ativos${query}`, { token })).status).toBe(400);
    }
  });
});

describe('attendances', () => {
  it('print epoch milliseconds, spaces in words and the agenda item', async () => {
    const token = await newToken();
    const answer = await jsonOf('/ws/area/cliente/81593/atendimentos', { token });
    expect(member(answer, 'status')).toBe('OK');
    const data = rows(answer, 'data');
    expect(column(data, 'idAtendimento')).toEqual([940117, 932652, 871203]);
    expect(data[0]).toMatchObject({ statusAtendimento: 'VISITA AGENDADA', turno: 'TARDE', idTecnicoVisita: 10019 });
    expect(data[1]).toEqual({
      idAtendimento: 932652,
      numeroProtocolo: '2025051414034302',
      statusAtendimento: 'PENDENTE',
      dataAbertura: Date.parse('2025-05-14T17:03:43Z'),
      dataAgendamentoVisita: Date.parse('2025-05-16T11:00:00Z'),
      gerouVisita: true,
      turno: 'MANHA',
      idTipoAtendimento: 18,
      descricaoTipoAtendimento: 'AGUARDANDO VISITA DO TÉCNICO',
      tipoServico: 'SUPORTE',
      idContrato: 899059,
      statusContrato: 'HABILITADO',
      idTecnicoVisita: null,
      idItemConfiguracaoAgendaTecnica: 7532160,
    });
  });

  it.each([
    ['idContrato=899059', [932652, 871203]],
    ['statusAtendimento=VISITA_AGENDADA', [940117]],
    ['tipoServico=INSTALACAO', [871203]],
    ['idContrato=899059&tipoServico=SUPORTE&statusAtendimento=PENDENTE&statusContrato=HABILITADO', [932652]],
    ['statusContrato=HABILITADO%20EM%20CONFIANCA', []],
  ])('filter by %s', async (query, ids) => {
    const token = await newToken();
    const data = rows(await jsonOf(`/ws/area/cliente/81593/atendimentos?${query}`, { token }), 'data');
    expect(column(data, 'idAtendimento')).toEqual(ids);
  });

  it.each([['statusAtendimento=VISITA%20AGENDADA'], ['tipoServico=REPAIR'], ['idContrato=x'], ['statusContrato=X']])(
    'refuse the filter %s',
    async (query) => {
      const token = await newToken();
      expect((await send(`/ws/area/cliente/81593/atendimentos?${query}`, { token })).status).toBe(400);
    },
  );

  it('detail one with its address as it is, dirt included', async () => {
    const token = await newToken();
    const order = await jsonOf('/ws/comercial/atendimentos/932652', { token });
    expect(order).toMatchObject({
      IDAtendimento: 932652,
      NumeroProtocolo: '2025051414034302',
      Status: 'PENDENTE',
      Contrato: { IDContrato: 899059, Cliente: { IDCliente: 81593 } },
    });
    expect(member(order, 'DadosCaixa', 'Mapeamento')).toContain(
      "<i class='fa fa-chevron-right' aria-hidden='true'></i>",
    );
    expect(member(order, 'Enderecos', 0)).toMatchObject({
      Endereco: 'RUA UBELART',
      Numero: 100,
      Complemento: '',
      NomeBairro: 'CENTRO',
      NomeCidade: 'CARMO',
      Estado: 'RJ',
      CEP: 'CGT',
    });
    const unknown = await send('/ws/comercial/atendimentos/1', { token });
    expect([unknown.status, await unknown.json()]).toEqual([200, { error: 'Atendimento nao encontrado' }]);
  });

  it('list an attendance that a test adds', async () => {
    const { state } = simulator;
    const model = state.serviceOrders.get(940233);
    if (model === undefined) throw new Error('940233 is there from the start');
    state.addServiceOrder({ ...model, id: 1, openedAt: now });
    const data = rows(await jsonOf('/ws/area/cliente/366890/atendimentos', { token: await newToken() }), 'data');
    expect(column(data, 'idAtendimento')).toEqual([1, 940233]);
    expect(data[1]).toMatchObject({ gerouVisita: false, dataAgendamentoVisita: null, turno: null });
  });
});

describe('bills', () => {
  const all = '/ws/financeiro/faturas/11144477735/todas';

  it('lists all of a document, with charges on what is overdue', async () => {
    const answer = await jsonOf(all);
    expect(member(answer, 'ClienteEncontrato')).toBe(true);
    const bills = rows(answer, 'Faturas');
    expect(bills).toHaveLength(11);
    const overdue = bills.find((bill) => member(bill, 'IDFatura') === 8768701);
    expect(overdue).toEqual({
      VencimentoFormatado: formatSlashedDayFirst(addDays(today(), -12)),
      ValorMulta: 99.9 * 0.02,
      Valor: 99.9,
      idsContratos: [899059],
      DebitoAutomatico: false,
      CodigoCliente: 81593,
      IDFatura: 8768701,
      ValorJuros: ((99.9 * 0.01) / 30) * 12,
      nroBoleto: '00008768701P',
      nroDocumento: '1126768701',
      Vencimento: addDays(today(), -12),
    });
    const paid = bills.filter((bill) => member(bill, 'DataPagamento') !== undefined);
    expect(paid).toHaveLength(8);
    for (const bill of paid) {
      expect(bill).not.toHaveProperty('ValorMulta');
      expect(member(bill, 'DataPagamento')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it("computes the document's own charges: two per cent, and one per cent a month by the day", async () => {
    now = Date.parse('2020-07-27T15:00:00Z');
    const { state } = simulator;
    state.addBill({
      id: 90,
      customerId: 366890,
      contractIds: [311622],
      amount: 315.98,
      dueDate: addDays(today(), -140),
      paidOn: null,
    });
    const bills = rows(await jsonOf('/ws/financeiro/faturas/52998224725/todas'), 'Faturas');
    const bill = bills.find((row) => member(row, 'IDFatura') === 90);
    expect(bill).toMatchObject({ Vencimento: '2020-03-09', ValorMulta: 6.3196 });
    expect(member(bill, 'ValorJuros')).toBeCloseTo(14.745733333333336, 12);
  });

  it('lists only the open ones in short', async () => {
    const answer = await jsonOf('/ws/financeiro/faturas/52998224725/simplificado');
    expect(member(answer, 'Faturas')).toEqual([
      {
        VencimentoFormatado: formatSlashedDayFirst(addDays(today(), -35)),
        Valor: 109.9,
        idsContratos: [311622],
        CodigoCliente: 366890,
        IDFatura: 8769101,
      },
      expect.objectContaining({ IDFatura: 8769102 }),
    ]);
  });

  it.each([['todas'], ['simplificado']])('%s: unknown and malformed documents', async (list) => {
    expect(await jsonOf(`/ws/financeiro/faturas/00000000000/${list}`)).toEqual({ ClienteEncontrato: false });
    expect((await send(`/ws/financeiro/faturas/111.444.777-35/${list}`)).status).toBe(400);
  });

  it('gives each open bill a line that pays just it', async () => {
    const unpaid = [...simulator.state.bills.values()].filter((bill) => bill.paidOn === null);
    expect(unpaid).toHaveLength(5);
    for (const bill of unpaid) {
      const answer = await send(`/ws/financeiro/fatura/aberta/${bill.id}/linha_digitavel`);
      expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
      const line = String(await answer.json());
      expect(line).toMatch(/^\d{5}\.\d{5} \d{5}\.\d{6} \d{5}\.\d{6} \d \d{14}$/);
      const amountCents = parseCentavos(bill.amount) ?? 0;
      expect(digitableLineMatches(line, { amountCents, dueDate: bill.dueDate })).toBe('ok');
    }
  });

  it('answers "FALHA" for a bill that is paid or unknown', async () => {
    const line = (id: number) => send(`/ws/financeiro/fatura/aberta/${id}/linha_digitavel`).then((a) => a.text());
    expect([await line(8768608), await line(1)]).toEqual(['"FALHA"', '"FALHA"']);
    simulator.state.payBill(8768702, today());
    expect(await line(8768702)).toBe('"FALHA"');
    simulator.state.setDigitableLine(8768703, '123');
    expect(await line(8768703)).toBe('"123"');
  });

  it('prints a bill as PDF', async () => {
    const answer = await send('/ws/financeiro/fatura/8768702/imprimir');
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const text = Buffer.from(await answer.bytes()).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.4\n/);
    expect(text).toContain('(Fatura 8768702) Tj');
    expect(text).toContain('(Valor R$ 115,39) Tj');
    expect(text).toContain('(Vencimento 30/11/2026) Tj');
    expect(await jsonOf('/ws/financeiro/fatura/1/imprimir')).toEqual({ error: 'Internal Server Error' });
  });
});

describe('the state', () => {
  it('follows what tests change, and prints on the control plane', async () => {
    simulator.state.setContractStatus(311622, 'CANCELADO');
    const overview = await jsonOf('/ws/comercial/cliente/366890/dados');
    expect(member(overview, 'Contratos', 0, 'StatusContrato')).toBe('CANCELADO');
    const printed = await jsonOf('/__sandbox/state');
    expect(column(rows(printed, 'customers'), 'id')).toEqual([81593, 366890]);
    expect(rows(printed, 'bills')).toHaveLength(14);
  });

  it.each([
    ['payBill', () => simulator.state.payBill(1, today())],
    ['setContractStatus', () => simulator.state.setContractStatus(1, 'SUSPENSO')],
    ['setDigitableLine', () => simulator.state.setDigitableLine(1, 'x')],
  ])('%s throws for what is not there', (_, change) => {
    expect(change).toThrow(RangeError);
  });
});
