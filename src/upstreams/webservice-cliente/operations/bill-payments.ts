import { z } from 'zod';
import { anyStyleDate, centavos, identifier, numericId, optionalText, pathId } from '../../core/fields.js';
import { dashedDate, decimalMoney, zeroOrOneText } from '../../core/wire-fields.js';
import { bare } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { doneWord } from './acknowledgement.js';
import { customerLogin } from './customer-login.js';

/** Closes the bills named and makes a new one for each instalment. Money in centavos. */
export const negotiateBills = erpOperation({
  id: 'bill-payments.negotiate',
  title: 'Realizar negociação',
  method: 'PUT',
  path: '/ws/financeiro/negociar',
  auth: 'customer',
  effect: 'irreversible',
  request: {
    body: customerLogin.extend({
      dadosNegociacao: z.array(
        z.object({
          numeroParcela: z.number().int().positive(),
          valorTotalParcela: decimalMoney,
          valorMultaParcela: decimalMoney,
          valorJurosParcela: decimalMoney,
          valorDescontoParcela: decimalMoney,
          vencimentoParcela: dashedDate,
          idsFaturasNegociadas: z.array(numericId),
        }),
      ),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: z
    .object({
      // Amounts are summed, so one malformed bill refuses the whole answer.
      object: z.array(
        z
          .object({
            lancamento: anyStyleDate.nullish(),
            idCliente: identifier.nullish(),
            numeroBoleto: optionalText,
            valor: centavos,
            numeroDocumento: optionalText,
            vencimento: anyStyleDate,
          })
          .transform((bill) => ({
            postedOn: bill.lancamento ?? null,
            customerId: bill.idCliente ?? null,
            slipNumber: bill.numeroBoleto,
            amountCents: bill.valor,
            documentNumber: bill.numeroDocumento,
            dueDate: bill.vencimento,
          })),
      ),
    })
    .transform((answer) => ({ bills: answer.object })),
});

/** Sends the bills to the customer's e-mail address. */
export const sendOpenBills = erpOperation({
  id: 'bill-payments.send-open-bills',
  title: 'Enviar faturas em aberto para o e-mail do cliente',
  method: 'POST',
  path: '/ws/financeiro/faturas/abertas/{idCliente}/enviar',
  auth: 'basic',
  effect: 'irreversible',
  request: { path: z.object({ idCliente: pathId }), body: z.object({ idsFaturas: z.array(numericId) }) },
  format: 'word',
  envelope: bare,
  answer: doneWord('SUCESSO'),
});

/** Enters a payment by hand. Money in centavos; a bill that is paid already is `rejected` with the reason `already-paid`. */
export const payBill = erpOperation({
  id: 'bill-payments.pay',
  title: 'Pagar fatura',
  method: 'PUT',
  path: '/ws/financeiro/faturas/pagar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      IDFatura: numericId,
      IDContaFinanceira: numericId,
      IDFormaPagamento: numericId.optional(),
      ValorPago: decimalMoney,
      ValorMulta: decimalMoney,
      ValorJuros: decimalMoney,
      ValorDesconto: decimalMoney,
      DataPagamento: dashedDate,
      PagamentoParcial: zeroOrOneText,
      CodigoAutorizacaoCartao: z.string().optional(),
      TIDCartao: z.string().optional(),
      NSUCartao: z.string().optional(),
      IDBandeiraCartao: numericId.optional(),
    }),
  },
  format: 'word',
  envelope: bare,
  answer: doneWord('SUCESSO'),
});
