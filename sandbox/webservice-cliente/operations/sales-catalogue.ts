import type { Handlers } from '../../core/handler.js';
import { prospectOf } from '../lookups.js';
import { failure, numberParameter, numberQuery } from '../requests.js';
import type { SalesPackage, SalesPlan } from '../sales-catalogue.state.js';
import type { WebserviceClienteState } from '../state.js';

const printPlan = (plan: SalesPlan) => ({
  Tecnologia: plan.technology,
  DescricaoPlano: plan.description,
  Valor: plan.price,
  UtilizaTabelaPreco: plan.price === null,
  TipoTecnologia: plan.service,
  IdPlano: plan.id,
});

function printPlanForSale(plan: SalesPlan) {
  const network = plan.service === 'INTERNET';
  return {
    ServicoInstalacao: {
      Descricao: 'TAXA DE HABILITAÇÃO',
      NumeroMaximoParcelas: 6,
      Id: 37,
      PermiteParcela: true,
      Valor: network ? 250 : 0,
    },
    ...printPlan(plan),
    DadosVoz: null,
    PossuiPlanejamentoTributario: false,
    DadosRede: network
      ? {
          LimiteFranquia: 5,
          SenhaPadraoRadius: null,
          ReservaSaidaCaixa: true,
          Velocidade: plan.speed,
          GeraSenhaRadiusAutomatico: true,
          QuantidadeIPPermitida: 1,
          DescricaoFranquia: 'ILIMITADO',
          GeraLoginRadiusAutomaticoCidade: null,
          Id: plan.id + 100,
          GeraLoginRadiusAutomatico: true,
          LoginPadraoRadius: null,
        }
      : null,
    DadosTV: null,
  };
}

/** Packages for prospects print less of each plan than packages for sale. */
function printPackage({ salesCatalogue }: WebserviceClienteState, row: SalesPackage, forSale: boolean) {
  return {
    Descricao: row.description,
    IdPacote: row.id,
    PlanosPacote: row.plans.flatMap(({ planId, discount }) => {
      const plan = salesCatalogue.plan(planId);
      if (plan === undefined) return [];
      const common = {
        DescontoEmPorcentagem: false,
        DescontoPacote: discount,
        ValorPlano: plan.price,
        Plano: plan.description,
      };
      if (!forSale) return [common];
      return [
        {
          ...common,
          Tecnologia: plan.technology,
          PossuiPlanejamentoTributario: false,
          UtilizaTabelaPreco: plan.price === null,
          TipoTecnologia: plan.service,
          IdPlano: plan.id,
        },
      ];
    }),
  };
}

const plansOf = ({ salesCatalogue }: WebserviceClienteState, technologyId: number, contractKindId: number) =>
  salesCatalogue.plans.filter(
    (plan) => plan.technologyId === technologyId && plan.contractKindIds.includes(contractKindId),
  );

/** What the sales operations of "COMERCIAL" of the document list. */
export const salesCatalogueHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.sales-catalogue.list-plans-for-prospect': (request) => {
    const { state } = request;
    const { personKind } = prospectOf(state, numberQuery(request, 'idProspecto') ?? 0);
    const plans = plansOf(
      state,
      numberParameter(request, 'idTecnologia'),
      numberParameter(request, 'idTipoContrato'),
    ).filter((plan) => plan.personKinds.includes(personKind));
    return { body: { resposta: plans.map(printPlan) } };
  },

  'webservice-cliente.sales-catalogue.list-packages-for-prospect': (request) => {
    const { state } = request;
    prospectOf(state, numberQuery(request, 'idProspecto') ?? 0);
    const contractKindId = numberParameter(request, 'idTipoContrato');
    const packages = state.salesCatalogue.packages.filter((row) => row.contractKindId === contractKindId);
    return { body: { resposta: packages.map((row) => printPackage(state, row, false)) } };
  },

  'webservice-cliente.sales-catalogue.list-plans-for-sale': (request) => {
    const { state, params } = request;
    const personKind = params['tipoPessoa'];
    if (personKind !== 'PessoaFisica' && personKind !== 'PessoaJuridica') return failure('Internal Server Error');
    if (state.addressBook.city(numberParameter(request, 'idCidade')) === undefined) return { body: { resposta: [] } };
    const plans = plansOf(
      state,
      numberParameter(request, 'idTecnologia'),
      numberParameter(request, 'idTipoContrato'),
    ).filter((plan) => plan.personKinds.includes(personKind));
    return { body: { resposta: plans.map(printPlanForSale) } };
  },

  'webservice-cliente.sales-catalogue.list-packages-for-sale': (request) => {
    const { state } = request;
    const contractKindId = numberParameter(request, 'idTipoContrato');
    const sold = state.addressBook.city(numberParameter(request, 'idCidade')) !== undefined;
    const packages = state.salesCatalogue.packages.filter((row) => sold && row.contractKindId === contractKindId);
    return { body: { resposta: packages.map((row) => printPackage(state, row, true)) } };
  },

  'webservice-cliente.sales-catalogue.list-commercial-origins': ({ state }) => ({
    body: {
      resposta: state.salesCatalogue.commercialOrigins.map((row) => ({
        id: row.id,
        descricao: row.description,
        isIndicacao: row.referral,
        promocao: row.referral ? REFERRAL_PROMOTION : null,
      })),
    },
  }),
};

const REFERRAL_PROMOTION = {
  id: 87,
  descricao: 'INDICAÇÃO 50% EM UMA MENSALIDADE',
  inicioVigencia: '01/08/2018',
  fimVigencia: '29/12/2030',
  desconto: 50,
  valorPorcentagem: true,
  numMensalidades: 1,
  tipoDesconto: 'MENSALIDADE',
  tipoItemPromocional: 'TECNOLOGIA',
  permitePrePago: true,
  precisaConfirmar: false,
  cumulativa: true,
  transfereDesconto: true,
  ordem: 12,
  valorBase: 'VALOR LIQUIDO',
  tipoPromocao: null,
  diasCarencia: null,
};
