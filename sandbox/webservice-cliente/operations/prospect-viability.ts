import { z } from 'zod';
import {
  daysBetween,
  epochOfMidnight,
  formatDashedDayFirst,
  todayInSaoPaulo,
  type Clock,
} from '../../../src/common/brazil/dates.js';
import type { Handlers } from '../../core/handler.js';
import type { Coordinates } from '../address-book.state.js';
import { prospectOf, requireRow } from '../lookups.js';
import type { Prospect } from '../prospects.state.js';
import { blankable, idField } from '../request-fields.js';
import { failure, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';
import { printUnpaidBill } from './customer-bills.js';

const ofProspect = z.object({ idUsuario: idField, idProspecto: idField });

const place = {
  idEndereco: idField,
  numero: z.number().int().nonnegative(),
  idCondominioCM: blankable(idField),
  idBloco: blankable(idField),
  andar: blankable(z.number()),
  numeroCasa: blankable(z.number()),
};

const degrees = z.string().regex(/^-?\d{1,3}(\.\d+)?$/);

/** Houses farther than this from a free outlet are not connected. */
const REACH_KM = 0.3;

function overdueBillsOf(state: WebserviceClienteState, customerIds: readonly number[], clock: Clock) {
  const today = todayInSaoPaulo(clock);
  return [...new Set(customerIds)]
    .flatMap((id) => state.billsOf(id))
    .filter((bill) => bill.paidOn === null && bill.dueDate < today);
}

/** `{ "possuiDivida": false }`, or the bills that are overdue. */
function printDebt(state: WebserviceClienteState, customerIds: readonly number[], clock: Clock) {
  const bills = overdueBillsOf(state, customerIds, clock);
  if (bills.length === 0) return { body: { resposta: { possuiDivida: false } } };
  const faturas = bills.map((bill) => {
    const printed = printUnpaidBill(bill, clock);
    return {
      idCliente: bill.customerId,
      numeroBoleto: printed.nroBoleto,
      dataVencimento: formatDashedDayFirst(bill.dueDate),
      valor: bill.amount,
      valorPago: null,
      id: bill.id,
      numeroDocumento: printed.nroDocumento,
    };
  });
  return { body: { resposta: { faturas, possuiDivida: true } } };
}

function customersOfDocument(state: WebserviceClienteState, document: string | null): number[] {
  const customer = document === null ? undefined : state.customerOfDocument(document);
  return customer === undefined ? [] : [customer.id];
}

const customersAt = (state: WebserviceClienteState, streetId: number, number: string): number[] =>
  state.customerRecords
    .addresses()
    .filter(({ address }) => address.streetId === streetId && address.number === number)
    .map(({ customerId }) => customerId);

function printViability(state: WebserviceClienteState, at: Coordinates) {
  const [nearest] = state.addressBook.boxesNear(at, Infinity);
  const reached = nearest !== undefined && nearest.distance <= REACH_KM;
  return {
    body: { resposta: { resultado: reached ? 'APROVADO' : 'REPROVADO', distancia: nearest?.distance ?? null } },
  };
}

interface Criterion {
  readonly id: number;
  readonly question: string;
  readonly operator: '<=' | '>=';
  readonly reference: number;
  readonly field: string;
  readonly personKind: string | null;
}

const CRITERIA: readonly Criterion[] = [
  {
    id: 1,
    question: 'Quantidade de negativações',
    operator: '<=',
    reference: 4,
    field: 'totalRestricoes',
    personKind: null,
  },
  {
    id: 3,
    question: 'Restrições acima de R$ 500,00',
    operator: '<=',
    reference: 500,
    field: 'valorTotalRestricoes',
    personKind: null,
  },
  {
    id: 5,
    question: 'Possui mais de 18 anos',
    operator: '>=',
    reference: 18,
    field: 'idade',
    personKind: 'PessoaFisica',
  },
];

/** The bureau knows of the bills that our own customer of the same document has not paid. */
function consultSpc(state: WebserviceClienteState, prospect: Prospect, userId: number, clock: Clock) {
  const now = clock();
  const restrictions = overdueBillsOf(state, customersOfDocument(state, prospect.document), clock);
  const total = restrictions.reduce((sum, bill) => sum + bill.amount, 0);
  const age =
    prospect.bornOn === null ? null : Math.floor(daysBetween(prospect.bornOn, todayInSaoPaulo(clock)) / 365.25);
  const compared: Readonly<Record<string, number>> = {
    totalRestricoes: restrictions.length,
    valorTotalRestricoes: total,
    idade: age ?? 0,
  };
  const person = prospect.personKind === 'PessoaFisica';
  const analyses = CRITERIA.filter(({ personKind }) => personKind === null || person).map((criterion) => {
    const value = compared[criterion.field] ?? 0;
    return {
      id: state.prospects.nextId(),
      dataAnalise: now,
      criterioAprovacaoCredito: {
        id: criterion.id,
        ativo: true,
        pergunta: criterion.question,
        operador: criterion.operator,
        valorReferencia: String(criterion.reference),
        nomeCampoComparacao: criterion.field,
        tipoPessoa: criterion.personKind,
      },
      valorCriterio: criterion.field,
      aprovado: criterion.operator === '<=' ? value <= criterion.reference : value >= criterion.reference,
      idUsuarioAprovacao: userId,
    };
  });
  const [address] = prospect.addresses;
  const at = address && state.addressBook.placeOf(address.streetId);
  return {
    id: 19140 + state.prospects.consultations,
    dataConsulta: now,
    idUsuario: userId,
    tipoPessoa: null,
    cpf: person ? prospect.document : null,
    dataNascimento: prospect.bornOn === null ? null : epochOfMidnight(prospect.bornOn),
    idade: age,
    nome: prospect.name,
    nomeMae: prospect.motherName,
    rg: prospect.identityCard,
    sexo: prospect.sex,
    enderecoLogradouro: at === undefined ? null : `${at.street.shortKind} ${at.street.name}`,
    numeroEndereco: address?.number ?? null,
    bairro: at?.district.name ?? null,
    cep: at?.street.postalCode ?? null,
    cidade: at?.city.name ?? null,
    uf: at?.city.state ?? null,
    telefone: prospect.landline,
    totalRestricoes: restrictions.length,
    valorTotalRestricoes: restrictions.length === 0 ? null : total,
    dataUltimaRestricao: null,
    cnpj: person ? null : prospect.document,
    nomeFantasia: prospect.tradeName,
    inscricaoEstadual: prospect.stateRegistration,
    detalhesLojistas: [],
    analisesCredito: analyses,
    dataPrimeiraRestricao: null,
    diasEmRestricao: null,
    totalPontosCredito: null,
    resultadoPontuacao: null,
    score: restrictions.length === 0 ? 785 : 285,
    probabilidade: restrictions.length === 0 ? 4.2 : 61.15,
    classe: restrictions.length === 0 ? 'A' : 'E',
    aprovado: analyses.every(({ aprovado }) => aprovado),
  };
}

/** The "VIABILIDADE" operations of "COMERCIAL - Prospectos" of the document. */
export const prospectViabilityHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.prospect-viability.check-internal-credit': (request) => {
    const { state, clock } = request;
    const prospect = prospectOf(state, requiredBody(request, ofProspect).idProspecto);
    return printDebt(state, customersOfDocument(state, prospect.document), clock);
  },

  'webservice-cliente.prospect-viability.check-prospect-address-credit': (request) => {
    const { state, clock } = request;
    const prospect = prospectOf(state, requiredBody(request, ofProspect).idProspecto);
    const neighbours = prospect.addresses.flatMap((row) => customersAt(state, row.streetId, row.number));
    return printDebt(state, neighbours, clock);
  },

  'webservice-cliente.prospect-viability.check-address-credit': (request) => {
    const { state, clock } = request;
    const body = requiredBody(request, z.object(place));
    return printDebt(state, customersAt(state, body.idEndereco, String(body.numero)), clock);
  },

  // The document prints only a failure of this one: the answer is that of the same question by address.
  'webservice-cliente.prospect-viability.check-prospect-technical-viability': (request) => {
    const { state } = request;
    const prospect = prospectOf(state, requiredBody(request, ofProspect).idProspecto);
    const address = prospect.addresses.find(({ purpose }) => purpose === 'INSTALACAO') ?? prospect.addresses[0];
    if (address === undefined) return failure('Internal Server Error');
    return printViability(state, state.addressBook.placeOf(address.streetId).street);
  },

  'webservice-cliente.prospect-viability.check-technical-viability': (request) => {
    const { state } = request;
    const body = requiredBody(
      request,
      z.object({ ...place, latitude: degrees, longitude: degrees, idSegmentoProspecto: idField }),
    );
    requireRow(state.addressBook.street(body.idEndereco), 'idEndereco', 'nenhum endereço cadastrado');
    return printViability(state, { latitude: Number(body.latitude), longitude: Number(body.longitude) });
  },

  'webservice-cliente.credit-consultations.ask-spc': (request) => {
    const { state, clock } = request;
    const { idProspecto, idUsuario } = requiredBody(request, ofProspect);
    const prospect = prospectOf(state, idProspecto);
    if (prospect.document === null) return failure('Erro ao verificar credito');
    state.prospects.consultations += 1;
    return { body: { resposta: consultSpc(state, prospect, idUsuario, clock) } };
  },

  'webservice-cliente.credit-consultations.ask-clear-sale': (request) => {
    const { state } = request;
    const prospect = prospectOf(state, requiredBody(request, ofProspect).idProspecto);
    if (prospect.document === null) return failure('Internal Server Error');
    state.prospects.consultations += 1;
    return {
      body: {
        resposta: {
          id: 22 + state.prospects.consultations,
          documento: Number(prospect.document),
          tipoDocumento: null,
          ddd: Number(prospect.mobile.slice(0, 2)),
          telefone: Number(prospect.mobile.slice(2)),
          email: prospect.email,
          idSessao: null,
          tipo: 0,
          dataReferencia: null,
          enviaOpcao: null,
          verificaEmail: false,
          verificaTelefone: false,
          endereco: null,
          informacoesAdicionais: null,
          dataCriacao: null,
          resultado: {
            ponto: {
              valor: 90.99,
              razao: 'Confirmação do TokenSMS',
              data: '2019-06-07T12:45:00.000',
              linhasTempo: [],
            },
            validacao: null,
            avaliacoes: [{ valor: 3, relacionadoA: ['Document', 'Phone'] }],
            intuicoes: [
              {
                codigo: 'TEL001',
                descricao: 'O Celular informado foi visto nos ultimos 3 meses.',
                tipo: 'consulta',
                categoria: 'fraude',
                relevancia: 'Positivo',
                relacionadoA: ['Document', 'Phone'],
              },
            ],
          },
          sucesso: true,
          tempoResposta: 11,
          mensagem: 'OK',
        },
      },
    };
  },
};
