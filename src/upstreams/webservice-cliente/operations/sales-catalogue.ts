import { z } from 'zod';
import {
  identifier,
  looseBoolean,
  optionalCentavos,
  optionalDate,
  optionalIdentifier,
  optionalNumber,
  optionalText,
  pathId,
} from '../../core/fields.js';
import { parseCentavos } from '../../../common/brazil/money.js';
import { lenientList } from '../../core/drift.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** `priceCents` is null where a price table says the price. */
const plan = z
  .object({
    IdPlano: identifier,
    DescricaoPlano: optionalText,
    Tecnologia: optionalText,
    TipoTecnologia: optionalText,
    Valor: optionalCentavos,
    UtilizaTabelaPreco: looseBoolean,
  })
  .transform((row) => ({
    id: row.IdPlano,
    description: row.DescricaoPlano,
    technology: row.Tecnologia,
    service: row.TipoTecnologia,
    priceCents: row.Valor,
    usesPriceTable: row.UtilizaTabelaPreco,
  }));

/** Per cent of the price, or an amount. */
const discountOf = (value: number | null, inPerCent: boolean) => ({
  discountPercent: inPerCent ? value : null,
  discountCents: inPerCent || value === null ? null : (parseCentavos(value) ?? null),
});

const planOfPackage = z
  .object({
    IdPlano: optionalIdentifier,
    Plano: optionalText,
    Tecnologia: optionalText,
    TipoTecnologia: optionalText,
    ValorPlano: optionalCentavos,
    UtilizaTabelaPreco: looseBoolean,
    PossuiPlanejamentoTributario: looseBoolean,
    DescontoEmPorcentagem: looseBoolean,
    DescontoPacote: optionalNumber,
  })
  .transform((row) => ({
    planId: row.IdPlano,
    description: row.Plano,
    technology: row.Tecnologia,
    service: row.TipoTecnologia,
    priceCents: row.ValorPlano,
    usesPriceTable: row.UtilizaTabelaPreco,
    taxPlanning: row.PossuiPlanejamentoTributario,
    ...discountOf(row.DescontoPacote, row.DescontoEmPorcentagem),
  }));

/** A package costs the sum of its plans, so one malformed plan drops the package. */
const packages = lenientList(
  z
    .object({ IdPacote: identifier, Descricao: optionalText, PlanosPacote: z.array(planOfPackage) })
    .transform((row) => ({ id: row.IdPacote, description: row.Descricao, plans: row.PlanosPacote })),
);

const installationService = z
  .object({
    Id: identifier,
    Descricao: optionalText,
    Valor: optionalCentavos,
    PermiteParcela: looseBoolean,
    NumeroMaximoParcelas: optionalNumber,
  })
  .transform((row) => ({
    id: row.Id,
    description: row.Descricao,
    priceCents: row.Valor,
    payableInInstalments: row.PermiteParcela,
    mostInstalments: row.NumeroMaximoParcelas,
  }));

/** The default logins and passwords of the access network in this answer are not read. */
const networkData = z
  .object({
    Id: identifier,
    Velocidade: optionalText,
    DescricaoFranquia: optionalText,
    LimiteFranquia: optionalNumber,
    QuantidadeIPPermitida: optionalNumber,
    ReservaSaidaCaixa: looseBoolean,
    GeraLoginRadiusAutomatico: looseBoolean,
    GeraSenhaRadiusAutomatico: looseBoolean,
  })
  .transform((row) => ({
    id: row.Id,
    speed: row.Velocidade,
    allowance: row.DescricaoFranquia,
    allowanceLimit: row.LimiteFranquia,
    addresses: row.QuantidadeIPPermitida,
    reservesBoxOutlet: row.ReservaSaidaCaixa,
    generatesLogin: row.GeraLoginRadiusAutomatico,
    generatesPassword: row.GeraSenhaRadiusAutomatico,
  }));

export const listPlansForProspect = erpOperation({
  id: 'sales-catalogue.list-plans-for-prospect',
  title: 'Buscar planos disponíveis para o prospecto por tecnologia e tipo de contrato',
  method: 'GET',
  path: '/ws/comercial/planos/tecnologia/{idTecnologia}/tipo_contrato/{idTipoContrato}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({ idTecnologia: pathId, idTipoContrato: pathId }),
    query: z.object({ idProspecto: pathId }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(plan),
});

export const listPackagesForProspect = erpOperation({
  id: 'sales-catalogue.list-packages-for-prospect',
  title: 'Buscar pacotes de planos disponíveis para o prospecto tipo de contrato',
  method: 'GET',
  path: '/ws/comercial/pacotes/tipo_contrato/{idTipoContrato}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idTipoContrato: pathId }), query: z.object({ idProspecto: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: packages,
});

/** The document prints this path in its example only. */
export const listPlansForSale = erpOperation({
  id: 'sales-catalogue.list-plans-for-sale',
  title: 'Buscar planos disponíveis para venda por tecnologia, tipo de pessoa, tipo de contrato e cidade',
  method: 'GET',
  path: '/ws/comercial/contratos/planos/tecnologia/{idTecnologia}/tipo_contrato/{idTipoContrato}/tipo_pessoa/{tipoPessoa}/cidade/{idCidade}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({
      idTecnologia: pathId,
      idTipoContrato: pathId,
      tipoPessoa: z.enum(['PessoaFisica', 'PessoaJuridica']),
      idCidade: pathId,
    }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    plan.and(
      z
        .object({
          ServicoInstalacao: installationService.nullish(),
          DadosRede: networkData.nullish(),
          DadosVoz: z.unknown().optional(),
          DadosTV: z.unknown().optional(),
          PossuiPlanejamentoTributario: looseBoolean,
        })
        .transform((row) => ({
          installation: row.ServicoInstalacao ?? null,
          network: row.DadosRede ?? null,
          hasVoice: row.DadosVoz !== null && row.DadosVoz !== undefined,
          hasTelevision: row.DadosTV !== null && row.DadosTV !== undefined,
          taxPlanning: row.PossuiPlanejamentoTributario,
        })),
    ),
  ),
});

export const listPackagesForSale = erpOperation({
  id: 'sales-catalogue.list-packages-for-sale',
  title: 'Buscar pacotes de planos disponíveis para venda por tipo de contrato e cidade',
  method: 'GET',
  path: '/ws/comercial/contratos/pacotes/tipo_contrato/{idTipoContrato}/cidade/{idCidade}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idTipoContrato: pathId, idCidade: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: packages,
});

const promotion = z
  .object({
    id: identifier,
    descricao: optionalText,
    inicioVigencia: optionalDate,
    fimVigencia: optionalDate,
    desconto: optionalNumber,
    valorPorcentagem: looseBoolean,
    numMensalidades: optionalNumber,
    tipoDesconto: optionalText,
    tipoItemPromocional: optionalText,
    permitePrePago: looseBoolean,
    precisaConfirmar: looseBoolean,
    cumulativa: looseBoolean,
    transfereDesconto: looseBoolean,
    ordem: optionalNumber,
    valorBase: optionalText,
    diasCarencia: optionalNumber,
  })
  .transform((row) => ({
    id: row.id,
    description: row.descricao,
    validFrom: row.inicioVigencia,
    validUntil: row.fimVigencia,
    ...discountOf(row.desconto, row.valorPorcentagem),
    months: row.numMensalidades,
    discountKind: row.tipoDesconto,
    itemKind: row.tipoItemPromocional,
    allowsPrepaid: row.permitePrePago,
    needsConfirmation: row.precisaConfirmar,
    cumulative: row.cumulativa,
    transferable: row.transfereDesconto,
    order: row.ordem,
    base: row.valorBase,
    graceDays: row.diasCarencia,
  }));

export const listCommercialOrigins = erpOperation({
  id: 'sales-catalogue.list-commercial-origins',
  title: 'Buscar origens comerciais',
  method: 'GET',
  path: '/ws/comercial/contratos/origens_comerciais',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        descricao: optionalText,
        isIndicacao: looseBoolean,
        promocao: promotion.nullish(),
      })
      .transform((row) => ({
        id: row.id,
        description: row.descricao,
        referral: row.isIndicacao,
        promotion: row.promocao ?? null,
      })),
  ),
});
