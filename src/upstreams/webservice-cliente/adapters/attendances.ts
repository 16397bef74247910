import { UpstreamError } from '../../core/upstream-error.js';
import { openServiceOrder } from '../operations/service-order-acts.js';
import { listServiceOrders, readServiceOrder } from '../operations/service-orders.js';
import type { WebserviceClienteClient } from '../webservice-cliente.client.js';

/** Whose attendance, of what type and on which contract. */
export interface AttendanceScope {
  readonly holder: { readonly id: string; readonly erpCustomerId: string };
  readonly contractId: string;
  readonly typeId: string;
}

export interface AttendanceOnRecord {
  readonly id: string;
  readonly protocol: string;
}

/** How far the ERP's clock may be behind ours. */
const CLOCK_SLACK_MS = 300_000;
const CLOSED: ReadonlySet<string> = new Set(['SOLUCIONADO', 'SEM_SOLUCAO', 'POS_ATENDIMENTO', 'FECHADO']);

/** Opens an attendance whose text ends with our reference, by which it can be found when the answer is lost. */
export async function openAttendance(
  erp: WebserviceClienteClient,
  { holder, contractId, typeId }: AttendanceScope,
  text: string,
  reference: string,
): Promise<{ protocol: string } | 'uncertain'> {
  try {
    const { value } = await erp.call(
      openServiceOrder,
      { body: { idContrato: contractId, idTipoAtendimento: typeId, descricao: `${text}\nRef. ${reference}` } },
      { owner: holder.id },
    );
    return value;
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'uncertain') return 'uncertain';
    throw error;
  }
}

/** The attendance that was opened with this reference at about this time; undefined when there is none. */
export async function findAttendance(
  erp: WebserviceClienteClient,
  scope: AttendanceScope,
  reference: string,
  openedAt: Date,
): Promise<AttendanceOnRecord | undefined> {
  const earliest = openedAt.getTime() - CLOCK_SLACK_MS;
  const candidates = (await attendancesOf(erp, scope)).filter((row) => (row.openedAt?.getTime() ?? 0) >= earliest);
  for (const candidate of candidates) {
    const { value } = await erp.call(readServiceOrder, { path: { id: candidate.id } }, { owner: scope.holder.id });
    const protocol = candidate.protocol ?? value.protocol;
    if (protocol !== null && value.description?.includes(reference) === true) return { id: candidate.id, protocol };
  }
  return undefined;
}

/** The attendance of this protocol, and whether it is still open. */
export async function attendanceOfProtocol(
  erp: WebserviceClienteClient,
  scope: AttendanceScope,
  protocol: string,
): Promise<{ id: string; open: boolean } | undefined> {
  const row = (await attendancesOf(erp, scope)).find((candidate) => candidate.protocol === protocol);
  return row === undefined ? undefined : { id: row.id, open: !CLOSED.has(row.status) };
}

/** Never from a cache: what matters here happened a moment ago. */
async function attendancesOf(erp: WebserviceClienteClient, { holder, contractId, typeId }: AttendanceScope) {
  const { value } = await erp.call(
    listServiceOrders,
    { path: { idCliente: holder.erpCustomerId }, query: { idContrato: contractId } },
    { owner: holder.id },
  );
  return value.filter((row) => row.contractId === contractId && row.typeId === typeId);
}
