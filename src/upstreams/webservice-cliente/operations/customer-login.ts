import { z } from 'zod';

/** `usuario` is the customer's document; `senha` the customer's own password, passed through and kept nowhere. */
export const customerLogin = z.object({ usuario: z.string(), senha: z.string() });
