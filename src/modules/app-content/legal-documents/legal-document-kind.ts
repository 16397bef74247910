export const legalDocumentKinds = ['PRIVACY_POLICY', 'TERMS'] as const;
export type LegalDocumentKind = (typeof legalDocumentKinds)[number];
