import { z } from 'zod';
import { epochInstant, identifier, numericId, optionalText, pathId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { dataOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

const networkFields = {
  loginWiFi: optionalText,
  senhaWiFi: optionalText,
  criptografiaRede: optionalText,
  fornecedorEquipamento: optionalText,
  serial: optionalText,
};

const networkOf = (row: { readonly [K in keyof typeof networkFields]: string | null }) => ({
  wifiName: row.loginWiFi,
  wifiPassword: row.senhaWiFi,
  encryption: row.criptografiaRede,
  vendor: row.fornecedorEquipamento,
  serial: row.serial,
});

/** Holds the customer's Wi-Fi password: for the customer alone. */
export const readContractNetwork = erpOperation({
  id: 'contract-network.read',
  title: 'Informações de Dados Rede de Contrato',
  method: 'GET',
  path: '/ws/area/cliente/contrato/rede/{idContrato}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idContrato: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: z.object(networkFields).transform(networkOf),
});

export const changeWifi = erpOperation({
  id: 'contract-network.change-wifi',
  title: 'Alteração de Dados Rede De Contrato',
  method: 'PUT',
  path: '/ws/area/cliente/alterar/dados/rede',
  auth: 'token',
  effect: 'idempotent-write',
  request: {
    body: z.object({
      idContrato: numericId,
      loginWiFi: z.string(),
      senhaWifi: z.string(),
      senhaWiFi: z.string().optional(),
    }),
  },
  format: 'json',
  envelope: dataOf,
  answer: z.string().transform(() => true as const),
  assumption:
    "The password is `senhaWiFi` in the document's list of members and `senhaWifi` in its table: the table is required, the other may be sent beside it.",
});

/** RADIUS accounting of the latest session; an empty object when there was none. */
const lastConnection = z
  .object({
    username: optionalText,
    acctstarttime: epochInstant.nullish(),
    acctupdatetime: epochInstant.nullish(),
    acctstoptime: epochInstant.nullish(),
    acctsessiontime: z.number().nullish(),
    acctinputoctets: z.number().nullish(),
    acctoutputoctets: z.number().nullish(),
    acctterminatecause: optionalText,
    callingstationid: optionalText,
    framedipaddress: optionalText,
    nasipaddress: optionalText,
    nasportid: optionalText,
  })
  .nullish()
  .transform((session) =>
    session?.acctstarttime === undefined || session.acctstarttime === null
      ? null
      : {
          login: session.username,
          startedAt: session.acctstarttime,
          updatedAt: session.acctupdatetime ?? null,
          stoppedAt: session.acctstoptime ?? null,
          seconds: session.acctsessiontime ?? null,
          inputBytes: session.acctinputoctets ?? null,
          outputBytes: session.acctoutputoctets ?? null,
          stopCause: session.acctterminatecause,
          deviceMac: session.callingstationid,
          address: session.framedipaddress,
          accessServerAddress: session.nasipaddress,
          accessServerPort: session.nasportid,
        },
  );

/** One row for each internet contract that is not cancelled. */
export const listLastConnections = erpOperation({
  id: 'equipment.list-last-connections',
  title: 'Informações da Última Conexão de Equipamento',
  method: 'GET',
  path: '/ws/area/cliente/{idCliente}/equipamentos/ultima_conexao',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: dataOf,
  answer: lenientList(
    z
      .object({ ...networkFields, idContrato: identifier.nullish(), infoUltimaConexao: lastConnection })
      .transform(({ idContrato, infoUltimaConexao, ...network }) => ({
        ...networkOf(network),
        contractId: idContrato ?? null,
        lastConnection: infoUltimaConexao,
      })),
  ),
  assumption:
    "The document's example is cut off: `idContrato`, the input octets, the framed address and the stop cause are read when they are there.",
});
