import { z } from 'zod';
import {
  identifier,
  looseBoolean,
  numericId,
  optionalCentavos,
  optionalDate,
  optionalIdentifier,
  optionalInstant,
  optionalNumber,
  optionalText,
} from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

const ofProspect = { body: z.object({ idUsuario: numericId, idProspecto: numericId }) };

const creditAnalysis = z
  .object({
    id: identifier,
    dataAnalise: optionalInstant,
    criterioAprovacaoCredito: z
      .object({
        pergunta: optionalText,
        operador: optionalText,
        valorReferencia: optionalText,
        nomeCampoComparacao: optionalText,
      })
      .nullish(),
    aprovado: looseBoolean,
    idUsuarioAprovacao: optionalIdentifier,
  })
  .transform((row) => ({
    id: row.id,
    analysedAt: row.dataAnalise,
    question: row.criterioAprovacaoCredito?.pergunta ?? null,
    operator: row.criterioAprovacaoCredito?.operador ?? null,
    reference: row.criterioAprovacaoCredito?.valorReferencia ?? null,
    comparedField: row.criterioAprovacaoCredito?.nomeCampoComparacao ?? null,
    approved: row.aprovado,
    userId: row.idUsuarioAprovacao,
  }));

/** Asks the credit bureau SPC, which charges for it and keeps a record: each call is a consultation of its own. */
export const askSpc = erpOperation({
  id: 'credit-consultations.ask-spc',
  title: 'VIABILIDADE - Consultar SPC de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/spc/consultar',
  auth: 'token',
  effect: 'irreversible',
  request: ofProspect,
  format: 'json',
  envelope: respostaOf,
  answer: z
    .object({
      id: identifier,
      dataConsulta: optionalInstant,
      idUsuario: optionalIdentifier,
      cpf: optionalText,
      cnpj: optionalText,
      nome: optionalText,
      nomeFantasia: optionalText,
      dataNascimento: optionalDate,
      idade: optionalNumber,
      nomeMae: optionalText,
      rg: optionalText,
      sexo: optionalText,
      inscricaoEstadual: optionalText,
      enderecoLogradouro: optionalText,
      numeroEndereco: optionalText,
      bairro: optionalText,
      cep: optionalText,
      cidade: optionalText,
      uf: optionalText,
      telefone: optionalText,
      totalRestricoes: optionalNumber,
      valorTotalRestricoes: optionalCentavos,
      dataPrimeiraRestricao: optionalDate,
      dataUltimaRestricao: optionalDate,
      diasEmRestricao: optionalNumber,
      totalPontosCredito: optionalNumber,
      resultadoPontuacao: optionalText,
      score: optionalNumber,
      probabilidade: optionalNumber,
      classe: optionalText,
      aprovado: looseBoolean,
      analisesCredito: lenientList(creditAnalysis).nullish(),
    })
    .transform((row) => ({
      id: row.id,
      consultedAt: row.dataConsulta,
      userId: row.idUsuario,
      document: row.cpf ?? row.cnpj,
      name: row.nome,
      tradeName: row.nomeFantasia,
      bornOn: row.dataNascimento,
      age: row.idade,
      motherName: row.nomeMae,
      identityCard: row.rg,
      sex: row.sexo,
      stateRegistration: row.inscricaoEstadual,
      address: {
        street: row.enderecoLogradouro,
        number: row.numeroEndereco,
        district: row.bairro,
        city: row.cidade,
        state: row.uf,
        postalCode: row.cep,
      },
      phone: row.telefone,
      restrictions: row.totalRestricoes,
      restrictionsCents: row.valorTotalRestricoes,
      firstRestrictionOn: row.dataPrimeiraRestricao,
      lastRestrictionOn: row.dataUltimaRestricao,
      daysInRestriction: row.diasEmRestricao,
      creditPoints: row.totalPontosCredito,
      pointsResult: row.resultadoPontuacao,
      score: row.score,
      /** Per cent. */
      probability: row.probabilidade,
      creditClass: row.classe,
      approved: row.aprovado,
      analyses: row.analisesCredito ?? [],
    })),
});

const insight = z
  .object({
    codigo: optionalText,
    descricao: optionalText,
    tipo: optionalText,
    categoria: optionalText,
    relevancia: optionalText,
    relacionadoA: lenientList(z.string()).nullish(),
  })
  .transform((row) => ({
    code: row.codigo,
    description: row.descricao,
    kind: row.tipo,
    category: row.categoria,
    relevance: row.relevancia,
    relatedTo: row.relacionadoA ?? [],
  }));

/** Asks DataTrust of Clear Sale, which charges for it: each call is a consultation of its own. */
export const askClearSale = erpOperation({
  id: 'credit-consultations.ask-clear-sale',
  title: 'VIABILIDADE - Consultar Clear Sale de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/clear_sale/consultar',
  auth: 'token',
  effect: 'irreversible',
  request: ofProspect,
  format: 'json',
  envelope: respostaOf,
  answer: z
    .object({
      id: identifier,
      documento: optionalText,
      ddd: optionalText,
      telefone: optionalText,
      email: optionalText,
      resultado: z
        .object({
          ponto: z.object({ valor: optionalNumber, razao: optionalText, data: optionalText }).nullish(),
          avaliacoes: lenientList(
            z
              .object({ valor: z.number(), relacionadoA: lenientList(z.string()).nullish() })
              .transform((row) => ({ value: row.valor, relatedTo: row.relacionadoA ?? [] })),
          ).nullish(),
          intuicoes: lenientList(insight).nullish(),
        })
        .nullish(),
      sucesso: looseBoolean,
      tempoResposta: optionalNumber,
      mensagem: optionalText,
    })
    .transform((row) => ({
      id: row.id,
      document: row.documento,
      areaCode: row.ddd,
      phone: row.telefone,
      email: row.email,
      score: row.resultado?.ponto?.valor ?? null,
      scoreReason: row.resultado?.ponto?.razao ?? null,
      /** A wall clock in ISO 8601, without an offset. */
      scoredAt: row.resultado?.ponto?.data ?? null,
      assessments: row.resultado?.avaliacoes ?? [],
      insights: row.resultado?.intuicoes ?? [],
      successful: row.sucesso,
      responseTime: row.tempoResposta,
      message: row.mensagem,
    })),
});
