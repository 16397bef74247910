export interface TextRule {
  readonly pattern: RegExp;
  readonly required: boolean;
  readonly maxLength: number;
}

/** What may stand in each field of a new address; the requests are checked by it, and forms are told of it. */
export const newAddressRules = {
  cep: { pattern: /^\d{8}$/, required: true, maxLength: 8 },
  number: { pattern: /^(\d{1,6}[A-Za-z]?|S\/N)$/i, required: true, maxLength: 7 },
  complement: { pattern: /^.*$/, required: false, maxLength: 60 },
  reference: { pattern: /^.*$/, required: false, maxLength: 120 },
} as const satisfies Record<string, TextRule>;

export type NewAddressField = keyof typeof newAddressRules;
