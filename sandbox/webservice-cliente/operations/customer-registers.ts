import type { Handlers } from '../../core/handler.js';
import type { Described } from '../prospects.state.js';
import type { WebserviceClienteState } from '../state.js';

const printDescribed = ({ id, description }: Described) => ({ id, descricao: description });

/** The registers of "COMERCIAL - Clientes" of the document. */
export const customerRegisterHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.customer-registers.list-cfops': ({ state }) => ({
    body: { resposta: state.customerRecords.cfops.map((row) => ({ ...printDescribed(row), numero: row.number })) },
  }),
  'webservice-cliente.customer-registers.list-business-areas': ({ state }) => ({
    body: { resposta: state.customerRecords.businessAreas.map(printDescribed) },
  }),
  'webservice-cliente.customer-registers.list-activity-kinds': ({ state }) => ({
    body: {
      resposta: state.customerRecords.activityKinds.map((row) => ({
        ...printDescribed(row),
        codigoConvenio: row.agreementCode,
      })),
    },
  }),
  'webservice-cliente.customer-registers.list-federal-taxations': ({ state }) => ({
    body: { resposta: state.customerRecords.federalTaxations.map(printDescribed) },
  }),
  'webservice-cliente.customer-registers.list-contact-kinds': ({ state }) => ({
    body: { resposta: state.customerRecords.contactKinds.map(printDescribed) },
  }),
};
