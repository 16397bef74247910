import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { blankable, idField, textField } from '../request-fields.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { SalesPlan } from '../sales-catalogue.state.js';
import type { WebserviceClienteState } from '../state.js';

const personKind = z.enum(['PessoaFisica', 'PessoaJuridica']);

const promotionQuery = z
  .object({
    idFormaCobranca: idField,
    idTipoContrato: idField,
    idCidade: idField,
    idBairro: idField,
    idPerfil: idField,
    estado: textField,
    cep: textField,
    prePago: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    tipoPessoa: personKind,
    idPlano: blankable(idField),
    idTecnologia: blankable(idField),
    idPacote: blankable(idField),
    idsTecnologias: blankable(z.string().regex(/^\d+(-\d+)*$/)),
  })
  .refine(({ idPlano, idTecnologia }) => idPlano === null || idTecnologia !== null, { path: ['idTecnologia'] })
  .refine(({ idPacote, idsTecnologias }) => idPacote === null || idsTecnologias !== null, { path: ['idsTecnologias'] })
  .refine(({ idPlano, idPacote }) => idPlano !== null || idPacote !== null, { path: ['idPlano'] });

const priceTableFields = {
  idPlano: idField,
  idTipoContrato: idField,
  idAreaCobertura: idField,
  tipoPessoa: personKind,
};

/** The plan, when a price table says its price to these people in this area. */
function tablePlan(
  { salesCatalogue, contractSales }: WebserviceClienteState,
  asked: z.infer<z.ZodObject<typeof priceTableFields>>,
): SalesPlan | undefined {
  const plan = salesCatalogue.plan(asked.idPlano);
  const fits =
    plan?.price === null &&
    plan.contractKindIds.includes(asked.idTipoContrato) &&
    plan.personKinds.includes(asked.tipoPessoa) &&
    contractSales.coverageAreas.some(({ id }) => id === asked.idAreaCobertura);
  return fits ? plan : undefined;
}

const INTERNAL_ERROR = failure('Internal Server Error');

/** What is asked before a contract is sold, of "COMERCIAL - Contratos" of the document. */
export const contractSalesHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.contract-types.list': ({ state }) => ({
    body: { resposta: state.salesCatalogue.contractKinds.map(({ id, name }) => ({ id, nome: name })) },
  }),

  'webservice-cliente.technologies.list': ({ state }) => ({
    body: {
      resposta: state.contractSales.technologies.map((row) => ({ id: row.id, descricao: row.name, tipo: row.service })),
    },
  }),

  'webservice-cliente.sales-channels.list-active': ({ state }) => ({
    body: {
      resposta: state.contractSales.channels
        .filter(({ active }) => active)
        .map((row) => ({
          id: row.id,
          descricao: row.name,
          descricoesRD: null,
          permiteQualityCall: false,
          ativo: row.active,
        })),
    },
  }),

  'webservice-cliente.promotions.list-active': (request) => {
    const { idTecnologia, idsTecnologias } = requiredBody(request, promotionQuery);
    const technologyIds = [
      ...(idTecnologia === null ? [] : [idTecnologia]),
      ...(idsTecnologias ?? '').split('-').map(Number),
    ];
    const rows = request.state.contractSales.promotions.filter((row) => technologyIds.includes(row.technologyId));
    return {
      body: {
        resposta: rows.map((row) => ({
          TipoDesconto: 'MENSALIDADE',
          Descricao: row.description,
          Desconto: row.discount,
          NumeroMensalidades: row.months,
          Id: row.id,
          DescontoPorcentagem: row.percentage,
        })),
      },
    };
  },

  'webservice-cliente.tax-plans.list': (request) => {
    const { salesCatalogue, contractSales, applicationUsers } = request.state;
    const plan = salesCatalogue.plan(numberParameter(request, 'idPlano'));
    const companyId = numberParameter(request, 'idEmpresa');
    if (plan === undefined || !applicationUsers.companies.some(({ id }) => id === companyId)) return INTERNAL_ERROR;
    return {
      body: {
        resposta: contractSales.taxPlans.map((row) => ({
          Descricao: row.description,
          ServicoInstalacao: row.installation
            ? {
                Descricao: 'TAXA DE HABILITAÇÃO',
                NumeroMaximoParcelas: 6,
                Id: 37,
                PermiteParcela: true,
                Valor: 200,
              }
            : null,
          Id: row.id,
        })),
      },
    };
  },

  'webservice-cliente.price-table.list-speeds': (request) => {
    const plan = tablePlan(request.state, requiredBody(request, z.object(priceTableFields)));
    const speeds = plan === undefined ? [] : request.state.contractSales.speeds;
    return {
      body: {
        resposta: speeds.map((speed) => ({
          id: speed.id,
          descricao: speed.name,
          taxaDownloadGenerico: String(speed.downloadKbps),
          taxaUploadGenerico: String(speed.uploadKbps),
          velocidadesConexaoRadius: null,
        })),
      },
    };
  },

  'webservice-cliente.coverage-areas.find-by-city': (request) => {
    const cityId = numberParameter(request, 'idCidade');
    const area = request.state.contractSales.coverageAreas.find(({ cityIds }) => cityIds.includes(cityId));
    return area === undefined ? INTERNAL_ERROR : { body: { resposta: { Descricao: area.name, Id: area.id } } };
  },

  'webservice-cliente.price-table.read-price': (request) => {
    const asked = requiredBody(request, z.object({ ...priceTableFields, idVelocidade: blankable(idField) }));
    const { contractSales } = request.state;
    const plan = tablePlan(request.state, asked);
    if (plan?.service === 'INTERNET' && asked.idVelocidade === null) {
      return failure('O campo idVelocidade é obrigatório.', 400);
    }
    const speed = contractSales.speeds.find(({ id }) => id === asked.idVelocidade);
    const price = contractSales.pricesBySpeed.get(asked.idVelocidade ?? 0);
    if (plan === undefined || speed === undefined || price === undefined) return INTERNAL_ERROR;
    return { body: { resposta: { Velocidade: speed.name, Valor: price, Plano: plan.description } } };
  },

  'webservice-cliente.contract-extras.list-voice-packages': ({ state }) => ({
    body: {
      resposta: state.contractSales.voicePackages.map((row) => ({
        id: row.id,
        descricao: row.name,
        valor: row.price,
        franquias: row.quotas.map((quota) => ({
          id: quota.id,
          descricao: `${quota.minutes} LIVRES ${quota.kind}`,
          tipoLigacao: { id: quota.kind === 'FIXO LOCAL' ? 1 : 2, descricao: quota.kind, idServico: 134 },
          minutos: quota.minutes,
        })),
      })),
    },
  }),

  'webservice-cliente.contract-extras.list-channels': ({ state }) => ({
    body: {
      resposta: state.contractSales.televisionChannels
        .filter(({ soldAlone }) => soldAlone)
        .map((row) => ({
          id: row.id,
          descricao: row.name,
          valor: row.price,
          iDCanalIntegracaoMinerva: null,
          permiteALaCarte: true,
        })),
    },
  }),

  'webservice-cliente.contract-extras.list-channel-packages': ({ state }) => ({
    body: {
      resposta: state.contractSales.channelPackages.map((row) => ({
        id: row.id,
        descricao: row.name,
        valor: row.price,
        canais: state.contractSales.televisionChannels
          .filter(({ id }) => row.channelIds.includes(id))
          .map((channel) => ({
            id: channel.id,
            descricao: channel.name,
            valor: channel.price,
            iDCanalIntegracaoMinerva: null,
            permiteALaCarte: null,
          })),
        iDPacoteIntegracaoMinerva: null,
      })),
    },
  }),
};
