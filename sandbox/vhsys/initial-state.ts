import { addDays, todayInSaoPaulo, type Clock } from '../../src/common/brazil/dates.js';
import { VhsysState, type GivenOrderFields, type ServiceOrder } from './state.js';

const DAY_MS = 86_400_000;

const MARINA = { id_cliente: 81593, nome_cliente: 'MARINA CARVALHO TESTE' };
const ROBERTO = { id_cliente: 366890, nome_cliente: 'ROBERTO NUNES TESTE' };
const SELLER = { vendedor_pedido: 'LOJA CENTRO', vendedor_pedido_id: 7 };

/** Two invented customers, under the ids they have in the ERP, with orders in every state. Dates lie around the clock's today. */
export function seedVhsysState(clock: Clock): VhsysState {
  const today = todayInSaoPaulo(clock);
  const day = (offset: number) => addDays(today, offset);
  const at = (offset: number) => clock() + offset * DAY_MS;
  const state = new VhsysState(
    new Map([
      [MARINA.id_cliente, MARINA.nome_cliente],
      [ROBERTO.id_cliente, ROBERTO.nome_cliente],
    ]),
  );
  const register = (fields: GivenOrderFields & { readonly nome_cliente: string }, offset: number): ServiceOrder =>
    state.registerOrder({ ...SELLER, data_pedido: day(offset), ...fields }, at(offset));

  const done = register(
    {
      ...MARINA,
      data_realizacao: day(-27),
      data_realizacao_hora: '14:30',
      data_entrega: day(-27),
      garantia_ordem: '90 Dias',
      equipamento_ordem: 'Roteador Wi-Fi 6',
      problema_ordem: 'Sem sinal no quarto dos fundos',
      laudo_ordem: 'Instalado um segundo ponto de acesso.',
      referencia_ordem: 'Contrato 899059',
    },
    -30,
  );
  state.addItem('products', done, item('Ponto de acesso Wi-Fi 6', 1, 189.9, 120), at(-27));
  state.addItem('services', done, item('Instalação de ponto adicional', 1.5, 60, 0), at(-27));
  state.addStatus(done, { date: day(-28), note: 'Visita confirmada', status: 'Em Andamento' }, at(-28));
  state.addStatus(done, { date: day(-27), note: 'Serviço concluído', status: 'Atendido' }, at(-27));
  state.instalments.set(done.id, [
    { date: day(-10), amountCents: 13_995, paymentMethod: 'Boleto', note: 'Parcela 1 de 2' },
    { date: day(20), amountCents: 13_995, paymentMethod: 'Boleto', note: 'Parcela 2 de 2' },
  ]);

  const open = register(
    {
      ...MARINA,
      data_entrega: day(4),
      problema_ordem: 'Mudança de cômodo do roteador',
      referencia_ordem: 'Contrato 1283299',
      valor_total_desconto: 1_000,
    },
    -1,
  );
  state.addItem('services', open, item('Mudança de ponto', 1, 80, 0), at(-1));

  const running = register(
    { ...ROBERTO, problema_ordem: 'Troca de cabo rompido', referencia_ordem: 'Contrato 311622' },
    -3,
  );
  state.addItem('products', running, item('Cabo óptico drop (metro)', 35, 1.25, 0.7), at(-3));
  state.addStatus(running, { date: day(-2), note: 'Técnico a caminho', status: 'Em Andamento' }, at(-2));

  const cancelled = register({ ...ROBERTO, problema_ordem: 'Instalação de telefone' }, -60);
  state.addStatus(cancelled, { date: day(-58), note: 'Desistência', status: 'Cancelado' }, at(-58));

  const deleted = register({ ...ROBERTO, problema_ordem: 'Aberta em duplicidade' }, -3);
  deleted.inTrash = true;
  return state;
}

const item = (description: string, quantity: number, unitPrice: number, unitCost: number) => ({
  registerId: 0,
  description,
  quantity,
  unitPrice,
  unitCost,
});
