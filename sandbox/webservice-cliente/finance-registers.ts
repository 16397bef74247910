/** The registers of the ERP's finance, as the document's examples print them. They do not change. */
export const CARD_BRANDS = [
  card(1, 'VISA', 'CIELO'),
  card(2, 'ELO', 'CIELO'),
  card(3, 'MASTERCARD', 'STONE'),
  card(4, 'VISA', 'STONE'),
];

export const PAYMENT_FORMS = [
  paymentForm(1, 'BOLETO', {}),
  paymentForm(2, 'CARTAO DEBITO', { isCartao: true, debito: true }),
  paymentForm(3, 'CARTAO CREDITO', { isCartao: true }),
  paymentForm(4, 'DEPOSITO', {}),
  paymentForm(5, 'TRANSFERENCIA', { isTransferencia: true }),
  paymentForm(6, 'DINHEIRO', { isDinheiro: true }),
];

/** Each with the forms of payment that reach it. */
export const FINANCIAL_ACCOUNTS = [
  { forms: [2, 3], row: { ativo: true, banco: 'BANCO SANTANDER', id: 1, descricao: 'CARTOES SANTANDER' } },
  { forms: [1, 4, 5], row: { ativo: true, banco: 'CAIXA ECONOMICA', id: 31, descricao: 'CEF 280637' } },
  {
    forms: [1, 4],
    row: { ativo: true, banco: 'BANCO DO BRASIL', id: 32, descricao: 'BANCO DO BRASIL - OPERA SERVIÇOS' },
  },
  { forms: [1, 6], row: { ativo: true, banco: 'BRADESCO', id: 33, descricao: 'BRADESCO CITY10' } },
];

export const BANKS = [
  { codigo: '033', nome: 'BANCO SANTANDER', id: 1 },
  { codigo: '001', nome: 'BANCO DO BRASIL', id: 2 },
  { codigo: '104', nome: 'CAIXA ECONOMICA', id: 3 },
  { codigo: '237', nome: 'BRADESCO', id: 5 },
];

/** Of the one company that there is, 1. */
export const SERVICES = [
  service(6, 'CL - FIBRA - ALTERAÇÃO DE ENDEREÇO', 200, 10),
  service(10, 'CL - FIBRA - ALTERAÇÃO FISICA', 40, 0),
  service(19, 'CL - FIBRA - VISITA TÉCNICA', 40, 0),
  service(133, 'CL - FIBRA - ROTEADOR ADICIONAL', 120, 6),
  service(214, 'SVA - UOL CONTEUDO', 14.9, 0),
];

export type ChargingKind = 'DIGITAL' | 'CARNE' | 'DEBITO' | 'PREPAGO' | 'BOLETO';

export const CHARGING_FORMS = [
  chargingForm(1, 'LAFAIETE BANCO SANTANDER - LT', 'BOLETO'),
  chargingForm(3, 'LAFAIETE DÉBITO SANTANDER', 'DEBITO'),
  chargingForm(4, 'LAFAIETE FATURA DIGITAL', 'DIGITAL'),
  chargingForm(5, 'LAFAIETE CARNÊ', 'CARNE'),
  chargingForm(6, 'LAFAIETE PRÉ-PAGO', 'PREPAGO'),
];

function card(id: number, descricao: string, adquirente: string) {
  const code = String(id + 5);
  return {
    id,
    descricao,
    idEmpresa: 1,
    nomeEmpresa: 'LAFAIETE',
    codigoCreditoSap: code,
    codigoDebitoSap: code,
    adquirente,
  };
}

function paymentForm(
  id: number,
  descricao: string,
  flags: { isCartao?: boolean; isDinheiro?: boolean; isTransferencia?: boolean; debito?: boolean },
) {
  return { id, descricao, isCartao: false, isDinheiro: false, isTransferencia: false, debito: false, ...flags };
}

function service(id: number, descricao: string, valor: number, numeroMaximoParcelas: number) {
  return {
    permiteParcelar: numeroMaximoParcelas > 0,
    isTaxaInstalacao: false,
    valor,
    numeroMaximoParcelas,
    id,
    descricao,
  };
}

function chargingForm(Id: number, Descricao: string, kind: ChargingKind) {
  return {
    kind,
    row: {
      Descricao,
      DebitoAutomatico: kind === 'DEBITO',
      PermitePacote: true,
      Carne: kind === 'CARNE',
      Digital: kind === 'DIGITAL',
      IdEmpresa: 1,
      Id,
      Isento: false,
      Ativa: true,
      PrePago: kind === 'PREPAGO',
    },
  };
}
