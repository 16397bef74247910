import { dateInSaoPaulo } from '../../../src/common/brazil/dates.js';
import type { HandlerRequest, Handlers } from '../../core/handler.js';
import { contractById, customerOfLogin, customerOfOrder, dataAnswer, orderById } from '../owned-records.js';
import { failure, numberParameter, numberQuery, wordQuery } from '../requests.js';
import type { ServiceOrder } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

const CONTRACT_STATUSES = [
  'AGUARDANDO INSTALACAO',
  'HABILITADO',
  'INATIVO TEMPORARIAMENTE',
  'SUSPENSO PARCIALMENTE',
  'SUSPENSO',
  'HABILITADO EM CONFIANCA',
  'EM NEGOCIACAO',
  'CANCELADO',
  'AGUARDANDO PAGAMENTO',
  'AGUARDANDO AMPLIACAO',
] as const;

export const SERVICE_KINDS = [
  'INSTALACAO',
  'SUPORTE',
  'RETIRADA',
  'MIGRACAO',
  'ALTERACAO_ENDERECO',
  'INTERNO',
  'SOLICITACAO_SERVICO',
  'UPGRADE_DOWNGRADE',
] as const;

/** As filters take them: with underscores, where answers print spaces. */
const ORDER_STATUSES = [
  'PENDENTE',
  'VISITA_AGENDADA',
  'AGUARDANDO_ANALISE',
  'SOLUCIONADO',
  'SEM_SOLUCAO',
  'POS_ATENDIMENTO',
  'CONTATO_CLIENTE',
] as const;

const SHIFT_STARTS = { MANHA: '08:00:00', TARDE: '13:00:00' } as const;

/** Visits are printed as the instant at which their shift begins. */
function visitInstant({ visitOn, shift }: ServiceOrder): number | null {
  return visitOn === null ? null : Date.parse(`${visitOn}T${SHIFT_STARTS[shift ?? 'MANHA']}-03:00`);
}

type Request = HandlerRequest<WebserviceClienteState>;

/** A row as "Busca de Atendimentos" prints it, and the agenda item, which the document's example does not show. */
const printRow = (state: WebserviceClienteState, order: ServiceOrder) => ({
  idAtendimento: order.id,
  numeroProtocolo: order.protocol,
  statusAtendimento: order.status,
  dataAbertura: order.openedAt,
  dataAgendamentoVisita: visitInstant(order),
  gerouVisita: order.visitGenerated,
  turno: order.shift,
  idTipoAtendimento: order.typeId,
  descricaoTipoAtendimento: order.typeDescription,
  tipoServico: order.serviceKind,
  idContrato: order.contractId,
  statusContrato: state.contracts.get(order.contractId)?.status,
  idTecnicoVisita: order.technicianId,
  idItemConfiguracaoAgendaTecnica: order.visitItemId,
});

/** The attendances of the customer in the path that pass the documented filters. */
export function listOrders(request: Request) {
  const { state } = request;
  const customerId = numberParameter(request, 'idCliente');
  const contractId = numberQuery(request, 'idContrato');
  const contractStatus = wordQuery(request, 'statusContrato', CONTRACT_STATUSES);
  const kind = wordQuery(request, 'tipoServico', SERVICE_KINDS);
  const status = wordQuery(request, 'statusAtendimento', ORDER_STATUSES)?.replaceAll('_', ' ');
  const rows = state.serviceOrdersOf(customerId).filter((order) => {
    return (
      (contractId === undefined || order.contractId === contractId) &&
      (contractStatus === undefined || state.contracts.get(order.contractId)?.status === contractStatus) &&
      (kind === undefined || order.serviceKind === kind) &&
      (status === undefined || order.status === status)
    );
  });
  return dataAnswer(rows.map((order) => printRow(state, order)));
}

const yesOrNo = (value: boolean): string => (value ? 'Sim' : 'Nao');

/** Attendances are of the document's "COMERCIAL - Atendimentos". */
export const serviceOrderHandlers: Handlers<WebserviceClienteState> = {
  // The document prints no example answer of this one; these are the rows of "Busca de Atendimentos".
  'webservice-cliente.service-orders.list': listOrders,

  'webservice-cliente.service-orders.list-scheduled-visits': (request) => {
    const { state } = request;
    const kind = wordQuery(request, 'tipoServico', SERVICE_KINDS);
    const orders = state.serviceOrdersOf(numberParameter(request, 'idCliente'));
    const scheduled = orders.filter(
      (order) => order.status === 'VISITA AGENDADA' && (kind === undefined || order.serviceKind === kind),
    );
    return dataAnswer(scheduled.map((order) => printRow(state, order)));
  },

  'webservice-cliente.service-orders.list-types': (request) => {
    const { state } = request;
    const contract = contractById(state, numberParameter(request, 'idContrato'), customerOfLogin(request));
    return {
      body: [...state.serviceDesk.types.values()].map((type) => ({
        CodTipoAtendimento: type.id,
        ManutencaoInterna: type.internal,
        TipoServico: type.serviceKind,
        IDDestino: type.destinationId,
        Tecnologia: contract.service,
        TipoAtendimento: type.description,
        DestinoAtendimento: type.destination,
      })),
    };
  },

  'webservice-cliente.service-orders.list-of-contract': (request) => {
    const { state } = request;
    const contract = contractById(state, numberParameter(request, 'idContrato'), customerOfLogin(request));
    const orders = state.serviceOrdersOf(contract.customerId).filter((order) => order.contractId === contract.id);
    return {
      body: {
        atendimentos: orders.map((order) => ({
          CodTipoAtendimento: order.typeId,
          NroProtocolo: order.protocol,
          DescricaoProblema: order.typeDescription,
          CodContrato: order.contractId,
          GerouVisita: yesOrNo(order.visitGenerated),
          DestinoAtendimento: 'Suporte',
          TempoEstimado: '1-DIAS',
          Interrupcao: false,
          StatusAtend: order.status,
          DataVisita: order.visitOn ?? 'Nao gerou',
          CodigoCliente: contract.customerId,
          DataAbertura: dateInSaoPaulo(order.openedAt),
        })),
      },
    };
  },

  // The document prints no example answer of this one: the names are those that giving a rating takes.
  'webservice-cliente.service-orders.list-ratings': (request) => {
    const { state } = request;
    const order = orderById(state, numberParameter(request, 'idAtendimento'));
    const rating = state.serviceDesk.ratings.get(order.id);
    return dataAnswer(
      rating === undefined
        ? []
        : [{ idAtendimento: order.id, notaTecnico: rating.technician, notaResolucao: rating.resolution }],
    );
  },

  'webservice-cliente.service-orders.list-closings': (request) => {
    const typeId = numberQuery(request, 'idTipoAtendimento');
    if (typeId === undefined) return failure('O parâmetro idTipoAtendimento é obrigatório.', 400);
    const closings = request.state.serviceDesk.types.get(typeId)?.closings ?? [];
    if (closings.length === 0) {
      return failure('Não há fechamentos de atendimentos externos vinculados ao tipo de atendimento informado.');
    }
    return {
      body: closings.map((closing) => ({
        id: closing.id,
        descricao: closing.description,
        assinaturaDigitalObrigatoria: closing.signature,
        anexaxaoImagensConclusaoVisitaObrigatoria: closing.pictures,
        solucionado: closing.solved,
      })),
    };
  },

  'webservice-cliente.service-orders.read': (request) => {
    const { state } = request;
    const order = orderById(state, numberParameter(request, 'id'));
    const contract = contractById(state, order.contractId);
    const customer = customerOfOrder(state, order);
    return {
      body: {
        IDAtendimento: order.id,
        Descricao: order.description,
        NumeroProtocolo: order.protocol,
        IDTipoAtendimento: order.typeId,
        Status: order.status,
        DataAbertura: order.openedAt,
        DataAgendamentoVisita: visitInstant(order),
        IDCentroCustoDestino: 3,
        Contrato: {
          IDContrato: contract.id,
          IDTipoContrato: 1,
          Cliente: {
            IDCliente: customer.id,
            Nome: customer.name,
            Telefone: customer.landline,
            Celular: customer.mobile,
          },
        },
        Plano: contract.plan,
        Velocidade: '15MB Residencial',
        DadosRede: { SerialONU: null, MACONU: null },
        DadosCaixa: {
          DescricaoCaixa: 'NOVO HORIZONTE - CAIXA 1640',
          DescricaoSaida: 'SAIDA 3',
          CodSaida: 95424,
          CodCaixa: 8647,
          Mapeamento:
            "[OLT LAFA 12 <i class='fa fa-chevron-right' aria-hidden='true'></i> PONCARD 11 <i class='fa fa-chevron-right' aria-hidden='true'></i> PORTA 2, DIO 72 FO PROGRESSO ...",
          IDComponenteCM: 22,
          IDLocationCM: 1,
          IDPortaComponenteCM: 5,
        },
        Enderecos: [
          {
            IDEnderecoContrato: contract.id + 8000,
            Complemento: order.address.complement,
            Numero: order.address.number,
            tipoDeEndereco: 'PADRAO',
            Latitude: '-21.9337000',
            Longitude: '-42.608599999999985',
            Referencia: null,
            IDClassificacaoEndereco: 1,
            ClassificacaoEndereco: 'TESTE',
            NomeBairro: order.address.district,
            IDBairro: 15372,
            NomeCidade: order.address.city,
            IDCidade: 100,
            Estado: order.address.state,
            Endereco: order.address.street,
            CEP: order.address.postalCode,
            Condominio: null,
          },
        ],
      },
    };
  },
};
