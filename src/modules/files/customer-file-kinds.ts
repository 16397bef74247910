/** What a file can be, in the provider's words. */
export const customerFileKinds = [
  'COMPROVANTE_PAGAMENTO',
  'DOCUMENTO',
  'CONTRATO',
  'ALTERACAO_TITULARIDADE',
  'OUTROS',
] as const;
export type CustomerFileKind = (typeof customerFileKinds)[number];
