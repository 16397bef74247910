import type { Interest, Prospect } from '../prospects.state.js';
import type { WebserviceClienteState } from '../state.js';

/** What a prospect wants, as prospects and the customers made of them print it. */
export function printInterest(
  { salesCatalogue, prospects }: WebserviceClienteState,
  prospect: Prospect,
  row: Interest,
) {
  const wantedPackage = row.packageId === null ? undefined : salesCatalogue.package(row.packageId);
  const plan = salesCatalogue.plan(row.planId ?? wantedPackage?.plans[0]?.planId ?? 0);
  const segment = prospects.segments.find(({ id }) => id === prospect.segmentId);
  const contractKind = salesCatalogue.contractKind(wantedPackage?.contractKindId ?? segment?.contractKindId ?? 1);
  return {
    id: row.id,
    idPlano: row.planId,
    idProspecto: prospect.id,
    descricaoPlano: row.planId === null ? null : (plan?.description ?? null),
    idPacote: row.packageId,
    descricaoPacote: wantedPackage?.description ?? null,
    idTecnologia: plan?.technologyId ?? null,
    descricaoTecnologia: plan?.technology ?? null,
    tipoTecnologia: plan?.service ?? null,
    idTipoContrato: contractKind?.id ?? null,
    descricaoTipoContrato: contractKind?.name ?? null,
    status: prospect.customerId === null || row.pending === true ? 'PENDENTE' : 'CONTRATADO',
  };
}
