import { z } from 'zod';
import {
  identifier,
  looseBoolean,
  optionalDate,
  optionalIdentifier,
  optionalInstant,
  optionalNumber,
  optionalText,
  pathId,
  wordOf,
} from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { describedRow, optionalDescribedRow } from './described-row.js';
import { prospectedPlan } from './prospected-plan.js';
import { addressPurposes } from './registration-address.js';

/** How a sale to a prospect stands: open, lost, won. */
export const prospectOpportunities = ['ABERTA', 'PERDEU', 'GANHOU'] as const;

export const listProspectKinds = erpOperation({
  id: 'prospects.list-kinds',
  title: 'Buscar tipos de prospectos',
  method: 'GET',
  path: '/ws/comercial/prospectos/tipos',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(describedRow),
  assumption: 'The document prints no example answer; the rows are read as the kind that a prospect carries.',
});

export const readSalesStatus = erpOperation({
  id: 'prospects.read-sales-status',
  title: 'Buscar status de vendas do vendedor',
  method: 'GET',
  path: '/ws/comercial/prospectos/vendas/status/{idVendedor}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idVendedor: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: z
    .object({ REALIZADAS: z.number().nullish(), EM_ANDAMENTO: z.number().nullish(), RECUSADAS: z.number().nullish() })
    .transform((row) => ({
      done: row.REALIZADAS ?? 0,
      inProgress: row.EM_ANDAMENTO ?? 0,
      refused: row.RECUSADAS ?? 0,
    })),
});

export const searchProspects = erpOperation({
  id: 'prospects.search',
  title: 'Buscar prospectos vendedor ID, nome e oportunidade',
  method: 'GET',
  path: '/ws/comercial/prospectos/buscar/vendedor/{idVendedor}',
  auth: 'token',
  effect: 'read',
  request: {
    path: z.object({ idVendedor: pathId }),
    query: z.object({
      id: pathId.optional(),
      nome: z.string().optional(),
      oportunidade: z.enum(prospectOpportunities).optional(),
    }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        nome: optionalText,
        cpf: optionalText,
        cnpj: optionalText,
        oportunidade: wordOf(prospectOpportunities, 'UNKNOWN'),
      })
      .transform((row) => ({
        id: row.id,
        name: row.nome,
        document: row.cpf ?? row.cnpj,
        opportunity: row.oportunidade,
      })),
  ),
});

const prospectAddress = z
  .object({
    id: identifier,
    idEndereco: optionalIdentifier,
    logradouro: optionalText,
    numero: optionalText,
    complemento: optionalText,
    referencia: optionalText,
    idBairro: optionalIdentifier,
    bairro: optionalText,
    idCidade: optionalIdentifier,
    cidade: optionalText,
    estado: optionalText,
    latitude: optionalText,
    longitude: optionalText,
    tipoDeEndereco: wordOf(addressPurposes, 'UNKNOWN'),
    classificacaoEndereco: optionalDescribedRow,
    idCondominio: optionalIdentifier,
    idCondominioCM: optionalIdentifier,
    idBloco: optionalIdentifier,
    andar: optionalText,
    numeroCasa: optionalText,
    apto: optionalText,
  })
  .transform((row) => ({
    id: row.id,
    streetId: row.idEndereco,
    street: row.logradouro,
    number: row.numero,
    complement: row.complemento,
    reference: row.referencia,
    districtId: row.idBairro,
    district: row.bairro,
    cityId: row.idCidade,
    city: row.cidade,
    state: row.estado,
    latitude: row.latitude,
    longitude: row.longitude,
    purpose: row.tipoDeEndereco,
    classification: row.classificacaoEndereco,
    condominiumId: row.idCondominio,
    connectMasterCondominiumId: row.idCondominioCM,
    blockId: row.idBloco,
    floor: row.andar,
    houseNumber: row.numeroCasa,
    apartment: row.apto,
  }));

const funnelStage = z
  .object({
    id: identifier,
    descricao: optionalText,
    ordem: optionalNumber,
    qualificacao: optionalText,
    fluxoAutomatico: looseBoolean,
    permiteReanalise: looseBoolean,
  })
  .transform((row) => ({
    id: row.id,
    description: row.descricao,
    order: row.ordem,
    qualification: row.qualificacao,
    automatic: row.fluxoAutomatico,
    reviewable: row.permiteReanalise,
  }));

const segment = z
  .object({
    id: identifier,
    descricao: optionalText,
    tipoContrato: z.object({ id: identifier, nome: optionalText }).nullish(),
  })
  .transform((row) => ({
    id: row.id,
    description: row.descricao,
    contractKindId: row.tipoContrato?.id ?? null,
    contractKind: row.tipoContrato?.nome ?? null,
  }));

/** The passwords of this answer are not read. */
export const readProspect = erpOperation({
  id: 'prospects.read',
  title: 'Buscar prospecto por ID',
  method: 'GET',
  path: '/ws/comercial/prospectos/{id}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ id: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: z
    .object({
      id: identifier,
      tipoPessoa: wordOf(['PESSOAFISICA', 'PESSOAJURIDICA'], 'UNKNOWN'),
      nome: optionalText,
      nomeFantasia: optionalText,
      email: optionalText,
      telefoneFixo: optionalText,
      telefoneMovel: optionalText,
      cpf: optionalText,
      cnpj: optionalText,
      rg: optionalText,
      inscricaoEstadual: optionalText,
      inscricaoMunicipal: optionalText,
      dataNascimento: optionalDate,
      nomeMae: optionalText,
      sexo: wordOf(['MASCULINO', 'FEMININO'], 'UNKNOWN'),
      dataCadastro: optionalInstant,
      dataUltimaAtualizacao: optionalInstant,
      dataUltimaAlteracaoStatus: optionalInstant,
      idUsuarioUltimaAlteracao: optionalIdentifier,
      observacaoProspecto: optionalText,
      observacaoQualificacoes: optionalText.catch(null),
      isExterno: looseBoolean,
      motivoReprovacaoProspecto: z.unknown().optional(),
      // Printed only as null, these three: what else they may be is not known.
      complementoMotivoReprovacao: optionalText.catch(null),
      funilProspecto: funnelStage.nullish(),
      tipoProspecto: optionalDescribedRow,
      canalVenda: optionalDescribedRow,
      segmentoProspecto: segment.nullish(),
      idVendedor: optionalIdentifier,
      idEmpresa: optionalIdentifier,
      oportunidade: wordOf(prospectOpportunities, 'UNKNOWN'),
      temperatura: optionalText.catch(null),
      enderecosProspecto: lenientList(prospectAddress).nullish(),
      planosProspectados: lenientList(prospectedPlan).nullish(),
      convertido: looseBoolean,
    })
    .transform((row) => ({
      id: row.id,
      personKind: row.tipoPessoa,
      name: row.nome,
      tradeName: row.nomeFantasia,
      email: row.email,
      landline: row.telefoneFixo,
      mobile: row.telefoneMovel,
      document: row.cpf ?? row.cnpj,
      identityCard: row.rg,
      stateRegistration: row.inscricaoEstadual,
      municipalRegistration: row.inscricaoMunicipal,
      bornOn: row.dataNascimento,
      motherName: row.nomeMae,
      sex: row.sexo,
      registeredAt: row.dataCadastro,
      updatedAt: row.dataUltimaAtualizacao,
      statusChangedAt: row.dataUltimaAlteracaoStatus,
      updatedByUserId: row.idUsuarioUltimaAlteracao,
      note: row.observacaoProspecto,
      qualificationNote: row.observacaoQualificacoes,
      external: row.isExterno,
      refused: row.motivoReprovacaoProspecto !== null && row.motivoReprovacaoProspecto !== undefined,
      refusalNote: row.complementoMotivoReprovacao,
      funnelStage: row.funilProspecto ?? null,
      kind: row.tipoProspecto,
      salesChannel: row.canalVenda,
      segment: row.segmentoProspecto ?? null,
      sellerId: row.idVendedor,
      companyId: row.idEmpresa,
      opportunity: row.oportunidade,
      temperature: row.temperatura,
      addresses: row.enderecosProspecto ?? [],
      interests: row.planosProspectados ?? [],
      converted: row.convertido,
    })),
});
