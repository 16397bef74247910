import { z } from 'zod';
import { addDays, daysBetween, formatSlashedDayFirst, todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import { rawJson, type Answer } from '../../core/answer.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { contractById, customerById, customerOfLogin } from '../owned-records.js';
import { dateField, idField } from '../request-fields.js';
import { failure, numberParameter, requiredBody, requiredTextQuery, wordQuery } from '../requests.js';
import type { Contract } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

type Request = HandlerRequest<WebserviceClienteState>;

/** How long a suspended contract works again before it is paid. */
const TRUST_DAYS = 3;
const YEAR_DAYS = 365;

const FALHA: Answer = { body: { resposta: 'FALHA' } };
const done = (ok: boolean): Answer => rawJson(ok ? '"SUCESSO"' : '"FALHA"');

const text = z.string().optional();
const profileUpdate = z.object({
  IDCliente: text,
  NomeCompleto: text,
  RG: text,
  DataNascimento: dateField.optional(),
  Email: text,
  TelefoneFixo: text,
  Celular: text,
  Telefone1: text,
  Telefone2: text,
  Contratos: z.array(z.looseObject({ CodContrato: text, Cidade: z.string().min(1) })).optional(),
});

const deactivation = z.object({
  idContrato: idField,
  quantidadeDias: z.number().int().positive(),
  dataInicio: dateField,
});

function enableInTrust(request: Request, contract: Contract | undefined): Answer {
  if (contract?.status !== 'SUSPENSO') return FALHA;
  const until = addDays(todayInSaoPaulo(request.clock), TRUST_DAYS);
  request.state.setContractStatus(contract.id, 'HABILITADO EM CONFIANCA');
  request.state.contractChanges.trustedUntil.set(contract.id, until);
  return { body: { dataFim: formatSlashedDayFirst(until), resposta: 'SUCESSO' } };
}

/** What the list of candidates says of a contract, and what deactivating one asks for. */
function obstacles({ state, clock }: Request, contract: Contract) {
  const today = todayInSaoPaulo(clock);
  const overdue = state
    .billsOf(contract.customerId)
    .some((bill) => bill.paidOn === null && bill.dueDate < today && bill.contractIds.includes(contract.id));
  const recent = state.contractChanges.deactivations.some(
    ({ contractId, from }) => contractId === contract.id && daysBetween(from, today) < YEAR_DAYS,
  );
  return { overdue, recent };
}

/** Changes of status and data, of "COMERCIAL - Contratos" of the document. */
export const contractChangeHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.contract.enable-in-trust': (request) => {
    const { idContrato } = requiredBody(request, z.object({ idContrato: idField }));
    return enableInTrust(request, request.state.contracts.get(idContrato));
  },

  // The document prints no example answer of this one: it answers like the other of this title.
  'webservice-cliente.contract.change-status': (request) => {
    const contract = contractById(request.state, numberParameter(request, 'idContrato'), customerOfLogin(request));
    const status = requiredTextQuery(request, 'descricaoStatus').replaceAll('_', ' ');
    const asked = wordQuery(request, 'acessoCentral', ['s', 'n']);
    if (asked === undefined) return failure('O parâmetro acessoCentral é obrigatório.', 400);
    return status === 'HABILITADO EM CONFIANCA' ? enableInTrust(request, contract) : FALHA;
  },

  'webservice-cliente.customer-profile.request-update': (request) => {
    request.state.contractChanges.profileRequests.push(requiredBody(request, profileUpdate));
    // As the document prints it, which is no JSON.
    return rawJson(
      '{\n  "A solicitacao foi enviada ao setor responsavel, que realizara as atualizacoes dos dados!"\n}',
    );
  },

  'webservice-cliente.contract-deactivation.list-candidates': (request) => {
    const customer = customerById(request.state, numberParameter(request, 'idCliente'));
    const enabled = request.state.contractsOf(customer.id).filter(({ status }) => status === 'HABILITADO');
    return {
      body: enabled.map((contract) => {
        const { overdue, recent } = obstacles(request, contract);
        return {
          tecnologia: contract.technology,
          possuiPendenciaFinanceira: overdue ? 'SIM' : 'NAO',
          valor: contract.price,
          plano: contract.plan,
          inativadoMenosUmAno: recent ? 'SIM' : 'NAO',
          idContrato: contract.id,
          status: contract.status,
        };
      }),
    };
  },

  'webservice-cliente.contract-deactivation.request': (request) => {
    const { state, clock } = request;
    const { idContrato, quantidadeDias, dataInicio } = requiredBody(request, deactivation);
    const contract = state.contracts.get(idContrato);
    const today = todayInSaoPaulo(clock);
    if (contract?.status !== 'HABILITADO' || dataInicio < today) return done(false);
    const { overdue, recent } = obstacles(request, contract);
    if (overdue || recent) return done(false);
    state.contractChanges.deactivations.push({ contractId: contract.id, from: dataInicio, days: quantidadeDias });
    if (dataInicio === today) state.setContractStatus(contract.id, 'INATIVO TEMPORARIAMENTE');
    return done(true);
  },

  'webservice-cliente.contract.accept': (request) => {
    const { state, clock } = request;
    const contract = state.contracts.get(numberParameter(request, 'idContrato'));
    const { acceptedAt } = state.contractChanges;
    if (contract === undefined || acceptedAt.has(contract.id)) {
      return { body: { Status: 'INTERNAL_SERVER_ERROR', Mensagem: 'Não foi possível realizar o aceite.' } };
    }
    acceptedAt.set(contract.id, clock());
    // What acceptance does to the status is not documented: here the sale moves on to its installation.
    if (contract.status === 'AGUARDANDO PAGAMENTO') contract.status = 'AGUARDANDO INSTALACAO';
    return { body: { Status: 'OK', Mensagem: 'Aceite realizado com sucesso.' } };
  },
};
