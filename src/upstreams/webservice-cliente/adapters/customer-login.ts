import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';

/** The customer's own credential as the ERP's operations take it. */
export const loginOf = ({ user, password }: CustomerCredential) => ({ usuario: user, senha: password });
