import { z } from 'zod';
import { identifier, numericId, pathId } from '../../core/fields.js';
import { dashedDate, zeroOrOne } from '../../core/wire-fields.js';
import { bare, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { registrationAddress } from './registration-address.js';

const phoneDigits = z.string().regex(/^\d{10,11}$/);
const sex = z.enum(['MASCULINO', 'FEMININO', '']);
const registeredProspect = z
  .object({ idProspecto: identifier })
  .transform(({ idProspecto }) => ({ prospectId: idProspecto }));

const anyProspect = {
  nome: z.string().min(1),
  telefoneFixo: phoneDigits,
  telefoneMovel: phoneDigits,
  idVendedor: numericId,
  idSegmentoProspecto: numericId,
  idTipoProspecto: numericId,
  idCanalVenda: numericId,
  idEmpresa: numericId,
  observacaoProspecto: z.string().optional(),
  email: z.string().optional(),
};

/** A birth date is required of a person; documents come with or without punctuation. */
export const registerProspect = erpOperation({
  id: 'prospects.register',
  title: 'Cadastrar prospectos',
  method: 'POST',
  path: '/ws/comercial/prospectos/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.discriminatedUnion('tipoPessoa', [
      z.object({
        ...anyProspect,
        tipoPessoa: z.literal('PessoaFisica'),
        dataNascimento: dashedDate,
        cpf: z.string().optional(),
        rg: z.string().optional(),
        nomeMae: z.string().optional(),
        sexo: sex.optional(),
      }),
      z.object({
        ...anyProspect,
        tipoPessoa: z.literal('PessoaJuridica'),
        cnpj: z.string().optional(),
        inscricaoEstadual: z.string().optional(),
        inscricaoMunicipal: z.string().optional(),
        nomeFantasia: z.string().optional(),
      }),
    ]),
  },
  format: 'json',
  envelope: bare,
  answer: registeredProspect,
});

export const registerProspectAddress = erpOperation({
  id: 'prospects.register-address',
  title: 'Cadastrar endereço de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/enderecos/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({ ...registrationAddress, idProspecto: numericId, numero: z.number().int().nonnegative() }),
  },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ idEnderecoProspecto: identifier })
    .transform(({ idEnderecoProspecto }) => ({ prospectAddressId: idEnderecoProspecto })),
});

/** Either a plan or a package. */
export const registerProspectInterest = erpOperation({
  id: 'prospects.register-interest',
  title: 'Cadastrar serviços de interesse de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/servicos_interesse/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.union([
      z.object({ idUsuario: numericId, idProspecto: numericId, idPlano: numericId }),
      z.object({ idUsuario: numericId, idProspecto: numericId, idPacote: numericId }),
    ]),
  },
  format: 'json',
  envelope: bare,
  answer: z
    .object({ idServicoInteresse: identifier })
    .transform(({ idServicoInteresse }) => ({ interestId: idServicoInteresse })),
});

/** Moves the prospect along the sales funnel, so a repetition may move it twice. */
export const decideProspect = erpOperation({
  id: 'prospects.decide',
  title: 'Aprovar ou reprovar prospecto',
  method: 'PUT',
  path: '/ws/comercial/prospectos/aprovar/reprovar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({ idUsuario: numericId, idProspecto: numericId, acao: z.enum(['aprovar', 'reprovar']) }),
  },
  format: 'json',
  envelope: respostaOf,
  answer: identifier.transform((prospectId) => ({ prospectId })),
});

/** Here, alone among the prospect operations, ids travel as text. */
export const updateProspect = erpOperation({
  id: 'prospects.update',
  title: 'Atualizar dados de prospectos',
  method: 'PUT',
  path: '/ws/comercial/prospectos/atualizar',
  auth: 'token',
  effect: 'idempotent-write',
  request: {
    body: z.object({
      idProspecto: pathId,
      idVendedor: pathId,
      obs: z.string().optional(),
      email: z.string().optional(),
      inscricaoEstadual: z.string().optional(),
      inscricaoMunicipal: z.string().optional(),
      nomeMae: z.string().optional(),
      nomeFantasia: z.string().optional(),
      sexo: sex.optional(),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: registeredProspect,
});

/** The fields named for companies only are left out for a person, and `nomePai` the other way round. */
export const convertProspect = erpOperation({
  id: 'prospects.convert-to-customer',
  title: 'Converter prospecto em cliente',
  method: 'POST',
  path: '/ws/comercial/prospectos/converter/cliente',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      idUsuario: numericId,
      idProspecto: numericId,
      emiteNotaFiscal: zeroOrOne,
      emiteNotaUnica: zeroOrOne,
      enviaNotaFiscalEmail: zeroOrOne,
      emiteFaturaUnica: zeroOrOne,
      formadorOpiniao: zeroOrOne,
      funcionario: zeroOrOne,
      parceiro: zeroOrOne,
      recebeSMS: zeroOrOne,
      nomePai: z.string().optional(),
      idTipoAtividade: numericId.optional(),
      idTributacaoFederal: numericId.optional(),
      idCfop: numericId.optional(),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: z.object({ idCliente: identifier }).transform(({ idCliente }) => ({ customerId: idCliente })),
});
