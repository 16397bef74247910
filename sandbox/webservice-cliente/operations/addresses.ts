import type { Handlers } from '../../core/handler.js';
import { failure, numberParameter } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';
import type { HandlerRequest } from '../../core/handler.js';

type Request = HandlerRequest<WebserviceClienteState>;

const dashed = (postalCode: string): string => `${postalCode.slice(0, 5)}-${postalCode.slice(5)}`;

/** Ids of the streets with the postal code of the query; `undefined` when it names none. */
function streetsOfQuery({ query, state }: Request) {
  const postalCode = query['cep']?.replace('-', '');
  return postalCode === undefined ? undefined : state.addressBook.streetsOfPostalCode(postalCode);
}

/** "COMERCIAL / TERCEIROS - Endereços" of the document. */
export const addressHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.addresses.find-by-postal-code': ({ params, state }) => {
    const { addressBook } = state;
    const [first, ...others] = addressBook.streetsOfPostalCode((params['cep'] ?? '').replace('-', ''));
    if (first === undefined) return failure('Internal Server Error');
    const { street, district, city } = addressBook.placeOf(first.id);
    if (others.length > 0) return { body: { ufs: [city.state], maisDeUmEnderecoMesmoCep: 1 } };
    return {
      body: {
        id: street.id,
        endereco: street.name,
        bairro: district.name,
        cidade: city.name,
        estado: city.state,
        cep: dashed(street.postalCode),
        tipo: street.kind,
        codigoCidadeIBGE: city.ibgeCode,
        nomeCidadeIBGE: city.name,
        enderecoAbreviado: street.shortName,
        bairroAbreviado: district.name,
        tipoAbreviado: street.shortKind,
        uf: city.state,
        costingCodeSap: '2000',
        consultaSPC: true,
        abreviaturaCidade: null,
        nomeCondominioCM: null,
        nomeBlocoCM: null,
        condominiosCM: null,
        idCidade: city.id,
      },
    };
  },

  'webservice-cliente.addresses.list-cities': (request) => {
    const { addressBook } = request.state;
    const uf = request.params['uf'] ?? '';
    const cityIds = streetsOfQuery(request)?.map(({ id }) => addressBook.placeOf(id).city.id);
    const rows = addressBook.cities.filter((city) => city.state === uf && (cityIds?.includes(city.id) ?? true));
    return { body: { resposta: rows.map(({ id, name, state }) => ({ id, nome: name, uf: state })) } };
  },

  'webservice-cliente.addresses.list-districts': (request) => {
    const { addressBook } = request.state;
    const cityId = numberParameter(request, 'idCidade');
    const districtIds = streetsOfQuery(request)?.map(({ districtId }) => districtId);
    const rows = addressBook.districts.filter(
      (row) => row.cityId === cityId && (districtIds?.includes(row.id) ?? true),
    );
    return { body: { resposta: rows.map(({ id, name }) => ({ id, nome: name })) } };
  },

  'webservice-cliente.addresses.list-streets': (request) => {
    const districtId = numberParameter(request, 'idBairro');
    const streets = streetsOfQuery(request) ?? request.state.addressBook.streets;
    return {
      body: {
        resposta: streets
          .filter((street) => street.districtId === districtId)
          .map((street) => ({
            id: street.id,
            logradouro: street.name,
            cep: dashed(street.postalCode),
            tipoLogradouro: street.kind,
            abreviatura: street.shortName,
          })),
      },
    };
  },

  'webservice-cliente.addresses.list-connect-master-condominiums': (request) => ({
    body: {
      resposta: condominiumsOf(request).map((row) => ({
        id: row.id,
        nomeCondominio: row.name,
        numeroCondominio: row.number,
        statusCM: 'A',
        tipoCondominio: row.kind,
        blocos: { id: row.block.id, idBloco: row.block.id, nomeBloco: row.block.name },
      })),
    },
  }),

  // The document prints only a failure of this one: the names are those of its ConnectMaster twin.
  'webservice-cliente.addresses.list-condominiums': (request) => ({
    body: {
      resposta: condominiumsOf(request).map((row) => ({
        id: row.id,
        nomeCondominio: row.name,
        numeroCondominio: row.number,
        tipoCondominio: row.kind,
      })),
    },
  }),

  'webservice-cliente.addresses.list-classifications': ({ state }) => ({
    body: {
      resposta: state.addressBook.classifications
        .filter((row) => row.active)
        .map((row) => ({
          id: row.id,
          descricao: row.description,
          ativo: row.active,
          condominio: row.condominium,
          shopping: row.shopping,
        })),
    },
  }),
};

function condominiumsOf(request: Request) {
  const streetId = numberParameter(request, 'idEndereco');
  return request.state.addressBook.condominiums.filter(
    (row) => row.streetId === streetId && row.number === request.params['numero'],
  );
}
