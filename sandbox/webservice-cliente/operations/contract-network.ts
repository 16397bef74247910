import { addDays, todayInSaoPaulo } from '../../../src/common/brazil/dates.js';
import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import type { ContractNetwork } from '../contract-network.state.js';
import { dataSessions } from '../contract-usage.js';
import { contractById, customerById, dataAnswer } from '../owned-records.js';
import { idField, textField } from '../request-fields.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

/** The document spells the password both ways; one of them must be there. */
const wifiChange = z
  .object({
    idContrato: idField,
    loginWiFi: textField,
    senhaWifi: textField.optional(),
    senhaWiFi: textField.optional(),
  })
  .transform(({ senhaWifi, senhaWiFi, ...rest }) => ({ ...rest, password: senhaWifi ?? senhaWiFi }));

const printNetwork = (network: ContractNetwork | undefined) => ({
  senhaWiFi: network?.wifiPassword ?? null,
  fornecedorEquipamento: network?.vendor ?? null,
  criptografiaRede: network?.encryption ?? null,
  serial: network?.serial ?? null,
  loginWiFi: network?.wifiName ?? null,
});

/** Equipment and Wi-Fi, of "COMERCIAL - Contratos" of the document. */
export const contractNetworkHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.contract-network.read': (request) => {
    const contract = contractById(request.state, numberParameter(request, 'idContrato'));
    return dataAnswer(printNetwork(request.state.contractNetworks.get(contract.id)));
  },

  'webservice-cliente.contract-network.change-wifi': (request) => {
    const { idContrato, loginWiFi, password } = requiredBody(request, wifiChange);
    if (password === undefined) return failure('O campo senhaWifi é obrigatório.', 400);
    const contract = contractById(request.state, idContrato);
    const network = request.state.contractNetworks.get(contract.id);
    if (network === undefined) return failure('Equipamento do contrato nao encontrado');
    network.wifiName = loginWiFi;
    network.wifiPassword = password;
    return dataAnswer(`O login e a senha do Wi-Fi do contrato de ID '${contract.id}' foram atualizadas com sucesso.`);
  },

  'webservice-cliente.equipment.list-last-connections': (request) => {
    const { state, clock } = request;
    const customer = customerById(state, numberParameter(request, 'idCliente'));
    const today = todayInSaoPaulo(clock);
    const contracts = state
      .contractsOf(customer.id)
      .filter(
        ({ id, service, status }) => service === 'INTERNET' && status !== 'CANCELADO' && state.contractNetworks.has(id),
      );
    return dataAnswer(
      contracts.map((contract) => {
        const started = dataSessions(contract, addDays(today, -1), today, today).filter(
          ({ startedAt }) => startedAt <= clock(),
        );
        const session = started.at(-1);
        const running = session !== undefined && session.endedAt > clock();
        return {
          ...printNetwork(state.contractNetworks.get(contract.id)),
          idContrato: contract.id,
          infoUltimaConexao:
            session === undefined
              ? {}
              : {
                  framedprotocol: 'PPP',
                  nasipaddress: '203.0.113.4',
                  realm: '',
                  acctupdatetime: Math.min(session.endedAt, clock()),
                  callingstationid: '74:CC:39:87:25:93',
                  acctsessionid: session.id.toString(16),
                  nasporttype: 'Ethernet',
                  radacctid: session.id,
                  username: session.login,
                  calledstationid: 'PPPoE1-Tag',
                  framedipaddress: '203.0.113.95',
                  acctinputoctets: session.uploadBytes,
                  acctoutputoctets: session.downloadBytes,
                  acctstarttime: session.startedAt,
                  acctstoptime: running ? null : session.endedAt,
                  acctsessiontime: Math.trunc((Math.min(session.endedAt, clock()) - session.startedAt) / 1000),
                  nasportid: '0 0/0/0:4096.1003 LAFAIETE-4/0/0/11/0/1',
                },
        };
      }),
    );
  },
};
