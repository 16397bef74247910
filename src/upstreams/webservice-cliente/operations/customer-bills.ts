import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { anyStyleDate, centavos, identifier, looseBoolean, optionalText, pathId } from '../../core/fields.js';
import { bare, documentBytes } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

const bill = z
  .object({
    IDFatura: identifier,
    idsContratos: z.array(identifier).nullish(),
    Contratos: z.array(identifier).nullish(),
    Valor: centavos,
    ValorMulta: centavos.nullish(),
    ValorJuros: centavos.nullish(),
    Vencimento: anyStyleDate.nullish(),
    VencimentoFormatado: anyStyleDate.nullish(),
    DataPagamento: anyStyleDate.nullish(),
    nroBoleto: optionalText,
    nroDocumento: optionalText,
    CodigoCliente: identifier.nullish(),
    DebitoAutomatico: looseBoolean,
  })
  .transform((row, context) => {
    const dueDate = row.Vencimento ?? row.VencimentoFormatado ?? null;
    if (dueDate === null) {
      context.addIssue({ code: 'custom', message: 'no due date' });
      return z.NEVER;
    }
    return {
      id: row.IDFatura,
      contractIds: row.idsContratos ?? row.Contratos ?? [],
      amountCents: row.Valor,
      fineCents: row.ValorMulta ?? 0,
      interestCents: row.ValorJuros ?? 0,
      dueDate,
      paidOn: row.DataPagamento ?? null,
      slipNumber: row.nroBoleto,
      documentNumber: row.nroDocumento,
      customerId: row.CodigoCliente ?? null,
      automaticDebit: row.DebitoAutomatico,
    };
  });

/** Amounts are summed over these lists, so one malformed bill refuses the whole answer. */
const bills = z.array(bill);

/** The document is in the path: the ERP's access log has it, ours must not. */
export const listBillsOfDocument = erpOperation({
  id: 'customer-bills.list-all',
  title: 'Buscar todas as faturas de um cliente por CPF/CNPJ',
  method: 'GET',
  path: '/ws/financeiro/faturas/{cpfcnpj}/todas',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ cpfcnpj: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: z.object({ Faturas: bills }).transform(({ Faturas }) => Faturas),
});

export const listOpenBillsOfDocument = erpOperation({
  id: 'customer-bills.list-open-by-document',
  title: 'Buscar dados simplificados de faturas por CPF',
  method: 'GET',
  path: '/ws/financeiro/faturas/{cpfcnpj}/simplificado',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ cpfcnpj: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: z.union([bills, z.object({ Faturas: bills }).transform(({ Faturas }) => Faturas)]),
  assumption: 'The document prints no example answer; a bare list and a `Faturas` member are both read.',
});

export const listUnpaidBillsOfDocument = erpOperation({
  id: 'customer-bills.list-unpaid-by-document',
  title: 'Buscar faturas em aberto por CPF/CNPJ',
  method: 'GET',
  path: '/ws/financeiro/faturas/cliente/documento/{cpfcnpj}',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ cpfcnpj: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: z.union([bills, z.object({ Faturas: bills }).transform(({ Faturas }) => Faturas)]),
  assumption: 'The document prints no example answer; a bare list and a `Faturas` member are both read.',
});

export const listUnpaidBillsOfCustomer = erpOperation({
  id: 'customer-bills.list-unpaid',
  title: 'Buscar faturas em aberto por cliente',
  method: 'GET',
  path: '/ws/financeiro/faturas/cliente/{idCliente}',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ idCliente: pathId }) },
  format: 'json',
  envelope: bare,
  answer: bills,
});

/** `usuario` is the customer's document; no password is asked for. */
export const readOpenAccount = erpOperation({
  id: 'customer-bills.read-open-account',
  title: 'Buscar faturas por CPF',
  method: 'POST',
  path: '/ws/financeiro/faturas/cliente',
  auth: 'basic',
  effect: 'read',
  request: { body: z.object({ usuario: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: z
    .object({
      Cliente: optionalText,
      Contratos: lenientList(
        z
          .object({ IDContrato: identifier, DescricaoPlano: optionalText, ValorContrato: centavos.nullish() })
          .transform((contract) => ({
            id: contract.IDContrato,
            plan: contract.DescricaoPlano,
            priceCents: contract.ValorContrato ?? null,
          })),
      ).optional(),
      Faturas: bills,
    })
    .transform((answer) => ({
      customerName: answer.Cliente,
      contracts: answer.Contratos ?? [],
      bills: answer.Faturas,
    })),
});

export const readDigitableLine = erpOperation({
  id: 'customer-bills.read-digitable-line',
  title: 'Buscar linha digitável da fatura',
  method: 'GET',
  path: '/ws/financeiro/fatura/aberta/{IdFatura}/linha_digitavel',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ IdFatura: pathId }) },
  format: 'word',
  envelope: bare,
  // Any text of one line: whether it is a line that pays is for whoever shows it to say.
  answer: z
    .string()
    .trim()
    .regex(/^[^<>{}[\]]+$/),
  assumption: 'Documented as a bare string or "FALHA"; the success value is not printed.',
});

export const printBill = erpOperation({
  id: 'customer-bills.print',
  title: 'Baixar PDF da fatura 3',
  method: 'GET',
  path: '/ws/financeiro/fatura/{idFatura}/imprimir',
  auth: 'basic',
  effect: 'read',
  request: { path: z.object({ idFatura: pathId }) },
  format: 'pdf',
  envelope: documentBytes,
  answer: z.instanceof(Uint8Array),
});
