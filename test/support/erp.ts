import type { WebserviceClienteSimulator } from '../../sandbox/webservice-cliente/webservice-cliente.simulator.js';

/** The ERP as it was at the start, faults and journal too; tokens that it gave out stay good. */
export function resetErp(erp: WebserviceClienteSimulator): void {
  const tokens = [...erp.state.issuedTokens];
  erp.reset();
  erp.faults.clear();
  for (const token of tokens) erp.state.issuedTokens.add(token);
}
