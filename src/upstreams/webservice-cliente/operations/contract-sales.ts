import { z } from 'zod';
import { centavos, identifier, looseBoolean, numericId, optionalText, pathId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

const personKind = z.enum(['PessoaFisica', 'PessoaJuridica']);

export const listContractTypes = erpOperation({
  id: 'contract-types.list',
  title: 'Buscar tipos de contrato',
  method: 'GET',
  path: '/ws/comercial/contratos/tipos',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z.object({ id: identifier, nome: optionalText }).transform(({ id, nome }) => ({ id, name: nome })),
  ),
});

export const listTechnologies = erpOperation({
  id: 'technologies.list',
  title: 'Buscar tecnologias',
  method: 'GET',
  path: '/ws/comercial/tecnologias',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, descricao: optionalText, tipo: optionalText })
      .transform((row) => ({ id: row.id, name: row.descricao, service: row.tipo })),
  ),
});

export const listSalesChannels = erpOperation({
  id: 'sales-channels.list-active',
  title: 'Buscar canais de venda ativos',
  method: 'GET',
  path: '/ws/comercial/canais/venda/ativos',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({ id: identifier, descricao: optionalText, permiteQualityCall: looseBoolean, ativo: looseBoolean })
      .transform((row) => ({
        id: row.id,
        name: row.descricao,
        allowsQualityCall: row.permiteQualityCall,
        active: row.ativo,
      })),
  ),
});

/** Ids joined by a dash, `4-14`; a list with us. */
const dashJoinedIds = z.codec(z.string().regex(/^\d+(-\d+)*$/), z.array(pathId).min(1), {
  decode: (text) => text.split('-'),
  encode: (ids) => ids.join('-'),
});

/** The table says 1 for yes and 2 for no, the examples send 0 for no. */
const prepaidDigit = z.codec(z.union([z.literal(0), z.literal(1), z.literal(2)]), z.boolean(), {
  decode: (digit) => digit === 1,
  encode: (prepaid) => (prepaid ? 1 : 0),
});

/** For a plan and its technology, or for a package and the technologies of its plans. */
export const listActivePromotions = erpOperation({
  id: 'promotions.list-active',
  title: 'Buscar promoções ativas de acordo com parâmetros',
  method: 'POST',
  path: '/ws/comercial/contratos/promocoes/ativas',
  auth: 'token',
  effect: 'read',
  request: {
    body: z.object({
      idFormaCobranca: numericId,
      idTipoContrato: numericId,
      idCidade: numericId,
      idBairro: numericId,
      idPerfil: numericId,
      estado: z.string(),
      cep: z.string(),
      prePago: prepaidDigit,
      tipoPessoa: personKind,
      idPlano: numericId.optional(),
      idTecnologia: numericId.optional(),
      idPacote: numericId.optional(),
      idsTecnologias: dashJoinedIds.optional(),
    }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        Id: identifier,
        Descricao: optionalText,
        TipoDesconto: optionalText,
        Desconto: z.number(),
        DescontoPorcentagem: looseBoolean,
        NumeroMensalidades: z.number().int().nullish(),
      })
      .transform((promotion) => ({
        id: promotion.Id,
        description: promotion.Descricao,
        appliesTo: promotion.TipoDesconto,
        discountPercent: promotion.DescontoPorcentagem ? promotion.Desconto : null,
        discountCents: promotion.DescontoPorcentagem ? null : (centavos.safeParse(promotion.Desconto).data ?? null),
        months: promotion.NumeroMensalidades ?? null,
      })),
  ),
  assumption: 'For no prepayment 0 is sent, as in the examples, although the table says 2.',
});

export const listTaxPlans = erpOperation({
  id: 'tax-plans.list',
  title: 'Buscar planejamentos tributários de acordo com a empresa e o plano',
  method: 'GET',
  path: '/ws/comercial/contratos/planejamentos_tributarios/plano/{idPlano}/empresa/{idEmpresa}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idPlano: pathId, idEmpresa: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        Id: identifier,
        Descricao: optionalText,
        ServicoInstalacao: z
          .object({
            Id: identifier,
            Descricao: optionalText,
            Valor: centavos.nullish(),
            PermiteParcela: looseBoolean,
            NumeroMaximoParcelas: z.number().int().nullish(),
          })
          .transform((service) => ({
            id: service.Id,
            description: service.Descricao,
            priceCents: service.Valor ?? null,
            payableInInstalments: service.PermiteParcela,
            maximumInstalments: service.NumeroMaximoParcelas ?? null,
          }))
          .nullish(),
      })
      .transform((row) => ({
        id: row.Id,
        description: row.Descricao,
        installationService: row.ServicoInstalacao ?? null,
      })),
  ),
});

/** `2048`, printed as text; null for what is no number. */
const kilobits = optionalText.transform((text) => (text !== null && /^\d+$/.test(text) ? Number(text) : null));

const priceTableFields = {
  idPlano: numericId,
  idTipoContrato: numericId,
  idAreaCobertura: numericId,
  tipoPessoa: personKind,
};

/** Rates are in kbit/s: the document prints 2048 for "2MB RESIDENCIAL". */
export const listPlanSpeeds = erpOperation({
  id: 'price-table.list-speeds',
  title: 'Buscar velocidades dos planos de tabela de preço de acordo com parâmetros',
  method: 'POST',
  path: '/ws/comercial/contratos/tabela/precos/velocidades',
  auth: 'token',
  effect: 'read',
  request: { body: z.object(priceTableFields) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        taxaDownloadGenerico: kilobits,
        taxaUploadGenerico: kilobits,
      })
      .transform((speed) => ({
        id: speed.id,
        name: speed.descricao,
        downloadKbps: speed.taxaDownloadGenerico,
        uploadKbps: speed.taxaUploadGenerico,
      })),
  ),
});

export const findCoverageArea = erpOperation({
  id: 'coverage-areas.find-by-city',
  title: 'Buscar área de cobertura por cidade',
  method: 'GET',
  path: '/ws/comercial/contratos/areas_cobertura/cidade/{idCidade}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCidade: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: z
    .object({ Id: identifier, Descricao: optionalText })
    .transform((area) => ({ id: area.Id, name: area.Descricao })),
});

/** `idVelocidade` is required for internet plans. */
export const readPlanPrice = erpOperation({
  id: 'price-table.read-price',
  title: 'Buscar valores dos planos de tabela de preço de acordo com parâmetros',
  method: 'POST',
  path: '/ws/comercial/contratos/tabela/precos/valores',
  auth: 'token',
  effect: 'read',
  request: { body: z.object({ ...priceTableFields, idVelocidade: numericId.optional() }) },
  format: 'json',
  envelope: respostaOf,
  answer: z
    .object({ Plano: optionalText, Velocidade: optionalText, Valor: centavos })
    .transform((price) => ({ plan: price.Plano, speed: price.Velocidade, priceCents: price.Valor })),
});
