import type { WebserviceClienteState } from '../../sandbox/webservice-cliente/state.js';

/** Takes every place of the slot at the ERP's simulator; the function gives them back. */
export function fillSlot(state: WebserviceClienteState, day: { date: string; shift: string }): () => void {
  const slot = [...state.agenda.values()].find(({ date, shift }) => date === day.date && shift === day.shift);
  const [pattern] = state.serviceOrders.values();
  if (slot === undefined || pattern === undefined) throw new Error('no such slot, or no order to copy');
  const ids: number[] = [];
  for (let place = 0; place < slot.technicians; place += 1) {
    const id = Math.max(...state.serviceOrders.keys()) + 1;
    // Somebody else's: it shows in nobody's list.
    state.serviceOrders.set(id, { ...pattern, id, contractId: 0, status: 'VISITA AGENDADA', visitItemId: slot.id });
    ids.push(id);
  }
  return () => {
    for (const id of ids) state.serviceOrders.delete(id);
  };
}
