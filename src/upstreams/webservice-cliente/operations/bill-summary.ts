import { z } from 'zod';
import { anyStyleDate, centavos, identifier, looseBoolean, optionalText } from '../../core/fields.js';

/** A bill as the overviews of customers and contracts print it. */
export const billSummary = z
  .object({
    IDFatura: identifier,
    CodigoCliente: identifier.nullish(),
    idsContratos: z.array(identifier).nullish(),
    Valor: centavos,
    ValorMulta: centavos.nullish(),
    ValorJuros: centavos.nullish(),
    Vencimento: anyStyleDate.nullish(),
    nroBoleto: optionalText,
    nroDocumento: optionalText,
    DebitoAutomatico: looseBoolean,
    // The log-in answers print it without its t.
    DebitoAutomaico: looseBoolean,
  })
  .transform((bill) => ({
    id: bill.IDFatura,
    customerId: bill.CodigoCliente ?? null,
    contractIds: bill.idsContratos ?? [],
    amountCents: bill.Valor,
    fineCents: bill.ValorMulta ?? 0,
    interestCents: bill.ValorJuros ?? 0,
    dueDate: bill.Vencimento ?? null,
    slipNumber: bill.nroBoleto,
    documentNumber: bill.nroDocumento,
    automaticDebit: bill.DebitoAutomatico || bill.DebitoAutomaico,
  }));
