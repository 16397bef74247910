import { z } from 'zod';
import { centavos, identifier, numericId, optionalText, pathId } from '../../core/fields.js';
import { decimalMoney, zeroOrOne } from '../../core/wire-fields.js';
import { respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { contractStatus } from './contract-status.js';

const commonFields = {
  idUsuario: numericId,
  idCliente: numericId,
  idTipoContrato: numericId,
  /** One PADRAO address, or one INSTALACAO and one COBRANCA; ids of the customer's addresses. */
  idsEnderecos: z.array(numericId).min(1),
  idOrigemComercial: numericId,
  idVencimento: numericId,
  idFormaCobranca: numericId,
  idCanalVenda: numericId,
  podeSuspender: zeroOrOne,
  naoCancelaPorInadimplencia: zeroOrOne,
  fidelizacao: z.enum(['MESES_24', 'SEM', 'MESES_36', 'MESES_12', 'MESES_4']),
  /** Required where bills are paid by automatic debit. */
  idDadosDebito: numericId.optional(),
  observacaoFiscal: z.string().optional(),
  observacaoFatura: z.string().optional(),
};

/** What a plan costs and what comes with it, alone or as part of a package. */
const planFields = {
  idPlano: numericId,
  /** The price of the plan alone, or that of the price table. */
  valorContrato: decimalMoney,
  /** Required where the plan says that it has tax plans. */
  idPlanejamentoTributario: numericId.optional(),
  idsPromocoes: z.array(pathId).optional(),
  /** Both required where there is a fee for the installation; one instalment when they are not said. */
  idServicoInstalacao: numericId.optional(),
  parcelasContratadasServicoInstalacao: z.number().int().positive().optional(),
};

const singleFields = {
  ...commonFields,
  ...planFields,
  /** Of a service that a prospect was interested in. */
  idPlanoProspectado: numericId.optional(),
};

const internetFields = {
  /** Both required for plans that do not make them. */
  loginRadius: z.string().optional(),
  senhaRadius: z.string().optional(),
  /** Required for fibre plans that reserve an outlet; the location also where ConnectMaster is in use. */
  idSaidaCaixa: numericId.optional(),
  idCaixa: numericId.optional(),
  idLocationCM: numericId.optional(),
  /** Required for plans of a price table. */
  idVelocidade: numericId.optional(),
};

const telephonyFields = {
  idNumero: numericId,
  bloquearLigacaoCobrar: zeroOrOne,
  bloquearLigacaoDDD: zeroOrOne,
  bloquearLigacaoCelular: zeroOrOne,
  bloquearLigacaoInternacional: zeroOrOne,
  exibeListaTelefonica: zeroOrOne,
};
const voiceExtras = { idsPacotesVozExtra: z.array(pathId).optional() };

const televisionFields = {
  idsCanaisExtras: z.array(pathId).optional(),
  idsPacotesCanaisExtras: z.array(pathId).optional(),
};

/** `1159 - FIBRA MAIS - 15M`: an id and what it names. */
const numbered = optionalText.transform((text) => {
  const parts = /^(\d+)\s*-\s*(.*)$/s.exec(text ?? '');
  return { id: parts?.[1] ?? null, name: parts?.[2] ?? text };
});

const registeredContract = z
  .object({
    id: identifier,
    cliente: numbered,
    plano: numbered,
    tecnologia: optionalText,
    valorContrato: centavos,
    status: contractStatus,
  })
  .transform((contract) => ({
    id: contract.id,
    customerId: contract.cliente.id,
    planId: contract.plano.id,
    plan: contract.plano.name,
    technology: contract.tecnologia,
    priceCents: contract.valorContrato,
    status: contract.status,
  }));

const registration = {
  method: 'POST',
  path: '/ws/comercial/contratos/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  format: 'json',
  envelope: respostaOf,
} as const;

export const registerInternetContract = erpOperation({
  ...registration,
  id: 'contract-registration.internet',
  title: 'Cadastrar contrato de INTERNET',
  request: { body: z.object({ ...singleFields, ...internetFields }) },
  answer: registeredContract,
});

export const registerTelephonyContract = erpOperation({
  ...registration,
  id: 'contract-registration.telephony',
  title: 'Cadastrar contrato de TELEFONIA',
  request: { body: z.object({ ...singleFields, ...telephonyFields, ...voiceExtras }) },
  answer: registeredContract,
});

export const registerTelevisionContract = erpOperation({
  ...registration,
  id: 'contract-registration.television',
  title: 'Cadastrar contrato de TV',
  request: { body: z.object({ ...singleFields, ...televisionFields }) },
  answer: registeredContract,
});

export const registerOtherContract = erpOperation({
  ...registration,
  id: 'contract-registration.other',
  title: 'Cadastrar contrato de demais tecnologias',
  request: { body: z.object(singleFields) },
  answer: registeredContract,
});

/** One contract for each plan of the package; what only some services need is said once, beside the plans. */
export const registerContractPackage = erpOperation({
  ...registration,
  id: 'contract-registration.package',
  title: 'Cadastrar pacotes de contratos',
  request: {
    body: z.object({
      ...commonFields,
      idPacote: numericId,
      dadosPlanosPacote: z.array(z.object(planFields)).min(1),
      /** In the example, not in the table. */
      valorContrato: decimalMoney.optional(),
      ...internetFields,
      ...z.object(telephonyFields).partial().shape,
      ...voiceExtras,
      ...televisionFields,
    }),
  },
  answer: z.array(registeredContract),
});
