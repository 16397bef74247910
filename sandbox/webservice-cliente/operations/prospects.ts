import { epochOfMidnight } from '../../../src/common/brazil/dates.js';
import type { Handlers } from '../../core/handler.js';
import { printHouseNumber } from '../lookups.js';
import type { Prospect, RegisteredAddress } from '../prospects.state.js';
import { failure, numberParameter, numberQuery, wordQuery } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';
import { printInterest } from './prospect-interest.js';

const documentsOf = ({ personKind, document }: Prospect) => ({
  cpf: personKind === 'PessoaFisica' ? document : null,
  cnpj: personKind === 'PessoaJuridica' ? document : null,
});

function printAddress({ addressBook }: WebserviceClienteState, address: RegisteredAddress) {
  const { street, district, city } = addressBook.placeOf(address.streetId);
  const classification = addressBook.classification(address.classificationId);
  return {
    andar: address.floor,
    cidade: city.name,
    estado: city.state,
    numero: printHouseNumber(address.number),
    idCondominio: address.condominiumId,
    idEndereco: street.id,
    bairro: district.name,
    latitude: String(street.latitude),
    apto: address.apartment,
    numeroCasa: address.houseNumber,
    idCidade: city.id,
    idBloco: address.blockId,
    idBairro: district.id,
    complemento: address.complement,
    tipoDeEndereco: address.purpose,
    logradouro: `${street.shortKind} ${street.name}`,
    classificacaoEndereco: classification && {
      id: classification.id,
      descricao: classification.description,
      ativo: classification.active,
      condominio: classification.condominium,
      shopping: classification.shopping,
    },
    id: address.id,
    referencia: address.reference,
    idCondominioCM: null,
    longitude: String(street.longitude),
  };
}

function printProspect(state: WebserviceClienteState, row: Prospect) {
  const { prospects, salesCatalogue } = state;
  const segment = prospects.segments.find(({ id }) => id === row.segmentId);
  const contractKind = salesCatalogue.contractKind(segment?.contractKindId ?? 1);
  const stage = prospects.stages[row.stage - 1];
  const kind = prospects.kinds.find(({ id }) => id === row.kindId);
  const channel = prospects.channels.find(({ id }) => id === row.channelId);
  const segmentoProspecto = {
    id: segment?.id,
    descricao: segment?.description,
    descricaoRDStation: null,
    tipoContrato: { id: contractKind?.id, nome: contractKind?.name },
  };
  return {
    id: row.id,
    tipoPessoa: row.personKind,
    email: row.email,
    nome: row.name,
    telefoneFixo: row.landline,
    telefoneMovel: row.mobile,
    inscricaoEstadual: row.stateRegistration,
    inscricaoMunicipal: row.municipalRegistration,
    nomeFantasia: row.tradeName,
    ...documentsOf(row),
    dataNascimento: row.bornOn === null ? null : epochOfMidnight(row.bornOn),
    rg: row.identityCard,
    nomeMae: row.motherName,
    sexo: row.sex,
    senhaApp: null,
    senhaCentral: null,
    dataCadastro: row.registeredAt,
    dataUltimaAtualizacao: row.updatedAt,
    idUsuarioUltimaAlteracao: row.updatedBy,
    observacaoProspecto: row.note,
    isExterno: true,
    motivoReprovacaoProspecto: row.refused ? { id: 1, descricao: 'REPROVADO VIA WEBSERVICE' } : null,
    funilProspecto: {
      id: stage?.id,
      descricao: stage?.description,
      exibeKanban: true,
      inicial: row.stage === 1,
      ordem: row.stage,
      fluxoAutomatico: true,
      segmentoProspecto,
      qualificacao: stage?.qualification,
      permiteReanalise: false,
    },
    dataUltimaAlteracaoStatus: row.updatedAt,
    tipoProspecto: { id: kind?.id, descricao: kind?.description },
    canalVenda: {
      id: channel?.id,
      descricao: channel?.description,
      descricoesRD: null,
      permiteQualityCall: false,
      ativo: true,
    },
    observacaoQualificacoes: null,
    complementoMotivoReprovacao: null,
    idVendedor: row.sellerId,
    segmentoProspecto,
    oportunidade: row.opportunity,
    temperatura: null,
    idEmpresa: row.companyId,
    integrarRDStation: null,
    enderecosProspecto: row.addresses.map((address) => printAddress(state, address)),
    planosProspectados: row.interests.map((interest) => printInterest(state, row, interest)),
    convertido: row.customerId === null ? 0 : 1,
  };
}

/** What "COMERCIAL - Prospectos" of the document reads. */
export const prospectHandlers: Handlers<WebserviceClienteState> = {
  // The document prints no example answer of this one: the rows are the kinds that prospects carry.
  'webservice-cliente.prospects.list-kinds': ({ state }) => ({
    body: { resposta: state.prospects.kinds.map(({ id, description }) => ({ id, descricao: description })) },
  }),

  'webservice-cliente.prospects.read-sales-status': (request) => {
    const mine = request.state.prospects.ofSeller(numberParameter(request, 'idVendedor'));
    const count = (opportunity: Prospect['opportunity']) =>
      mine.filter((row) => row.opportunity === opportunity).length;
    return {
      body: { resposta: { REALIZADAS: count('GANHOU'), EM_ANDAMENTO: count('ABERTA'), RECUSADAS: count('PERDEU') } },
    };
  },

  'webservice-cliente.prospects.search': (request) => {
    const id = numberQuery(request, 'id');
    const name = request.query['nome']?.toUpperCase();
    const opportunity = wordQuery(request, 'oportunidade', ['ABERTA', 'PERDEU', 'GANHOU']);
    const rows = request.state.prospects
      .ofSeller(numberParameter(request, 'idVendedor'))
      .filter(
        (row) =>
          (id === undefined || row.id === id) &&
          (name === undefined || row.name.toUpperCase().includes(name)) &&
          (opportunity === undefined || row.opportunity === opportunity),
      );
    return {
      body: {
        resposta: rows.map((row) => ({
          id: row.id,
          nome: row.name,
          ...documentsOf(row),
          oportunidade: row.opportunity,
        })),
      },
    };
  },

  'webservice-cliente.prospects.read': (request) => {
    const prospect = request.state.prospects.rows.get(numberParameter(request, 'id'));
    if (prospect === undefined) return failure('Internal Server Error');
    return { body: { resposta: printProspect(request.state, prospect) } };
  },
};
