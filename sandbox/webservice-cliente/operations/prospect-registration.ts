import { z } from 'zod';
import { todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import { Refusal } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { blankRecord } from '../customer-records.state.js';
import { addressFrom, prospectOf, requireRow } from '../lookups.js';
import type { Prospect } from '../prospects.state.js';
import { addressFields, blankable, dateField, idField, phoneField, textField } from '../request-fields.js';
import { failure, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const sex = blankable(z.enum(['MASCULINO', 'FEMININO']));
const text = blankable(z.string());

/** With or without punctuation. */
const cpf = blankable(z.string().regex(/^(\d{11}|\d{3}\.\d{3}\.\d{3}-\d{2})$/));
const cnpj = blankable(z.string().min(11).max(18));
const digitsOf = (document: string | null): string | null => document?.replace(/[^0-9A-Z]/g, '') ?? null;

const anybody = {
  nome: textField,
  telefoneFixo: phoneField,
  telefoneMovel: phoneField,
  idVendedor: idField,
  idSegmentoProspecto: idField,
  idTipoProspecto: idField,
  idCanalVenda: idField,
  idEmpresa: idField,
  observacaoProspecto: text,
  email: text,
  rg: text,
  nomeMae: text,
  sexo: sex,
  inscricaoEstadual: text,
  inscricaoMunicipal: text,
  nomeFantasia: text,
};
const registration = z.discriminatedUnion('tipoPessoa', [
  z.object({ ...anybody, tipoPessoa: z.literal('PessoaFisica'), cpf, dataNascimento: dateField }),
  z.object({ ...anybody, tipoPessoa: z.literal('PessoaJuridica'), cnpj }),
]);

const flag = z.union([z.literal(0), z.literal(1)]);
const conversion = z.object({
  idUsuario: idField,
  idProspecto: idField,
  emiteNotaFiscal: flag,
  emiteNotaUnica: flag,
  enviaNotaFiscalEmail: flag,
  emiteFaturaUnica: flag,
  formadorOpiniao: flag,
  funcionario: flag,
  parceiro: flag,
  recebeSMS: flag,
  nomePai: text,
  idTipoAtividade: blankable(idField),
  idTributacaoFederal: blankable(idField),
  idCfop: blankable(idField),
});

/** Refuses a company without what the document asks of companies, and ids that no register has. */
function checkCompany(
  { customerRecords }: WebserviceClienteState,
  { personKind }: Prospect,
  body: z.infer<typeof conversion>,
): void {
  if (personKind === 'PessoaFisica') return;
  if (body.idTipoAtividade === null) throw new Refusal(failure('O campo idTipoAtividade é obrigatório.'));
  if (body.idCfop === null) throw new Refusal(failure('O campo idCfop é obrigatório.'));
  const has = (rows: readonly { readonly id: number }[], id: number) => rows.find((row) => row.id === id);
  requireRow(
    has(customerRecords.activityKinds, body.idTipoAtividade),
    'idTipoAtividade',
    'nenhum tipo de atividade cadastrado',
  );
  requireRow(has(customerRecords.cfops, body.idCfop), 'idCfop', 'nenhum cfop cadastrado');
  if (body.idTributacaoFederal === null) return;
  requireRow(
    has(customerRecords.federalTaxations, body.idTributacaoFederal),
    'idTributacaoFederal',
    'nenhuma tributação federal cadastrada',
  );
}

/** What "COMERCIAL - Prospectos" of the document writes. */
export const prospectRegistrationHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.prospects.register': (request) => {
    const { prospects } = request.state;
    const body = requiredBody(request, registration);
    const has = (rows: readonly { readonly id: number }[], id: number) => rows.find((row) => row.id === id);
    requireRow(
      has(prospects.segments, body.idSegmentoProspecto),
      'idSegmentoProspecto',
      'nenhum segmento de prospecto cadastrado',
    );
    requireRow(has(prospects.kinds, body.idTipoProspecto), 'idTipoProspecto', 'nenhum tipo de prospecto cadastrado');
    requireRow(has(prospects.channels, body.idCanalVenda), 'idCanalVenda', 'nenhum canal de venda cadastrado');
    const person = body.tipoPessoa === 'PessoaFisica';
    const prospect = prospects.add({
      personKind: body.tipoPessoa,
      name: body.nome,
      landline: body.telefoneFixo,
      mobile: body.telefoneMovel,
      document: digitsOf(body.tipoPessoa === 'PessoaFisica' ? body.cpf : body.cnpj),
      bornOn: body.tipoPessoa === 'PessoaFisica' ? body.dataNascimento : null,
      identityCard: person ? body.rg : null,
      companyId: body.idEmpresa,
      kindId: body.idTipoProspecto,
      channelId: body.idCanalVenda,
      segmentId: body.idSegmentoProspecto,
      sellerId: body.idVendedor,
      email: body.email,
      note: body.observacaoProspecto,
      motherName: person ? body.nomeMae : null,
      sex: person ? body.sexo : null,
      tradeName: person ? null : body.nomeFantasia,
      stateRegistration: person ? null : body.inscricaoEstadual,
      municipalRegistration: person ? null : body.inscricaoMunicipal,
      opportunity: 'ABERTA',
      stage: 1,
      refused: false,
      customerId: null,
      registeredAt: request.clock(),
      updatedAt: request.clock(),
      updatedBy: null,
      addresses: [],
      interests: [],
      files: [],
    });
    return { body: { idProspecto: prospect.id } };
  },

  'webservice-cliente.prospects.register-address': (request) => {
    const { state } = request;
    const body = requiredBody(
      request,
      z.object({ ...addressFields, idProspecto: idField, numero: z.number().int().nonnegative() }),
    );
    const prospect = prospectOf(state, body.idProspecto);
    const address = addressFrom(state, body, state.prospects.nextId());
    prospect.addresses.push(address);
    return { body: { idEnderecoProspecto: address.id } };
  },

  'webservice-cliente.prospects.register-interest': (request) => {
    const { prospects, salesCatalogue } = request.state;
    const body = requiredBody(
      request,
      z.object({
        idUsuario: idField,
        idProspecto: idField,
        idPlano: blankable(idField),
        idPacote: blankable(idField),
      }),
    );
    const prospect = prospectOf(request.state, body.idProspecto);
    if ((body.idPlano === null) === (body.idPacote === null)) {
      return failure('Informe o idPlano ou o idPacote.');
    }
    if (body.idPlano !== null) requireRow(salesCatalogue.plan(body.idPlano), 'idPlano', 'nenhum plano cadastrado');
    if (body.idPacote !== null) {
      requireRow(salesCatalogue.package(body.idPacote), 'idPacote', 'nenhum pacote cadastrado');
    }
    const interest = { id: prospects.nextId(), planId: body.idPlano, packageId: body.idPacote };
    prospect.interests.push(interest);
    return { body: { idServicoInteresse: interest.id } };
  },

  'webservice-cliente.prospects.decide': (request) => {
    const { state, clock } = request;
    const body = requiredBody(
      request,
      z.object({ idUsuario: idField, idProspecto: idField, acao: z.enum(['aprovar', 'reprovar']) }),
    );
    const prospect = prospectOf(state, body.idProspecto);
    prospect.refused = body.acao === 'reprovar';
    if (prospect.refused) prospect.opportunity = 'PERDEU';
    else prospect.stage = Math.min(prospect.stage + 1, state.prospects.stages.length);
    prospect.updatedAt = clock();
    prospect.updatedBy = body.idUsuario;
    return { body: { resposta: prospect.id } };
  },

  'webservice-cliente.prospects.update': (request) => {
    const idText = z.string().regex(/^\d{1,15}$/);
    const body = requiredBody(
      request,
      z.object({
        idProspecto: idText,
        idVendedor: idText,
        obs: text,
        email: text,
        inscricaoEstadual: text,
        inscricaoMunicipal: text,
        nomeMae: text,
        nomeFantasia: text,
        sexo: sex,
      }),
    );
    const prospect = prospectOf(request.state, Number(body.idProspecto));
    prospect.sellerId = Number(body.idVendedor);
    // An empty or absent field leaves what was there.
    prospect.note = body.obs ?? prospect.note;
    prospect.email = body.email ?? prospect.email;
    prospect.stateRegistration = body.inscricaoEstadual ?? prospect.stateRegistration;
    prospect.municipalRegistration = body.inscricaoMunicipal ?? prospect.municipalRegistration;
    prospect.motherName = body.nomeMae ?? prospect.motherName;
    prospect.tradeName = body.nomeFantasia ?? prospect.tradeName;
    prospect.sex = body.sexo ?? prospect.sex;
    prospect.updatedAt = request.clock();
    return { body: { idProspecto: prospect.id } };
  },

  'webservice-cliente.prospects.convert-to-customer': (request) => {
    const { state, clock } = request;
    const body = requiredBody(request, conversion);
    const prospect = prospectOf(state, body.idProspecto);
    checkCompany(state, prospect, body);
    const { document } = prospect;
    if (document === null) return failure('O prospecto não possui CPF/CNPJ cadastrado.');
    if (prospect.customerId !== null || state.customerOfDocument(document) !== undefined) {
      return failure('Já existe um cliente cadastrado com o CPF/CNPJ do prospecto.');
    }
    const id = 428700 + state.prospects.nextId();
    state.customers.set(id, {
      id,
      document,
      // The ERP's first password is the document itself.
      password: document,
      name: prospect.name,
      shortName: prospect.name.split(' ')[0] ?? prospect.name,
      mobile: prospect.mobile,
      landline: prospect.landline,
      email: prospect.email ?? '',
      bornOn: prospect.bornOn ?? todayInSaoPaulo(clock),
    });
    state.customerRecords.set(id, {
      ...blankRecord(prospect.sellerId),
      identityCard: prospect.identityCard,
      motherName: prospect.motherName,
      addresses: prospect.addresses.map((address) => ({ ...address, id: state.customerRecords.nextId() })),
    });
    prospect.customerId = id;
    prospect.opportunity = 'GANHOU';
    prospect.updatedAt = clock();
    prospect.updatedBy = body.idUsuario;
    return { body: { idCliente: id } };
  },
};
