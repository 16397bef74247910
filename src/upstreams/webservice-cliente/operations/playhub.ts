import { z } from 'zod';
import { looseBoolean, optionalText } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { plainDateValue } from '../../core/wire-fields.js';
import { bare } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** Which services of PlayHub a customer has. */
const playhubCustomer = z
  .object({
    CPF_CNPJ: optionalText,
    'CPF CNPJ': optionalText,
    Email: optionalText,
    Celular: optionalText,
    FoxEsport: looseBoolean,
    uol: looseBoolean,
    WatchTv: looseBoolean,
    EsporteIterativo: looseBoolean,
    McAfee: looseBoolean,
  })
  .transform((customer) => ({
    document: customer.CPF_CNPJ ?? customer['CPF CNPJ'],
    email: customer.Email,
    mobile: customer.Celular,
    services: {
      foxSports: customer.FoxEsport,
      uol: customer.uol,
      watchTv: customer.WatchTv,
      esporteInterativo: customer.EsporteIterativo,
      mcAfee: customer.McAfee,
    },
  }));

/** Every customer with a contract activated on the day. `Usuario` and `Senha` are those of a user of the ERP. */
export const listPlayhubCustomers = erpOperation({
  id: 'playhub.list-customers',
  title: 'Busca Clientes para PlayHub',
  method: 'POST',
  path: '/ws/playhub/data',
  auth: 'token',
  effect: 'read',
  request: { body: z.object({ Usuario: z.string(), Senha: z.string(), DataHabilitacao: plainDateValue }) },
  format: 'json',
  envelope: bare,
  answer: z.object({ Clientes: lenientList(playhubCustomer) }).transform(({ Clientes }) => Clientes),
});

/** The document without punctuation. `usuario` and `senha` are those of a user of the ERP. */
export const findPlayhubCustomer = erpOperation({
  id: 'playhub.find-customer',
  title: 'Busca Cliente por CPF/CNPJ para PlayHub',
  method: 'POST',
  path: '/ws/comercial/playhub/cpf_cnpj',
  auth: 'token',
  effect: 'read',
  request: { body: z.object({ usuario: z.string(), senha: z.string(), CPF_CNPJ: z.string() }) },
  format: 'json',
  envelope: bare,
  answer: z.object({ Cliente: playhubCustomer }).transform(({ Cliente }) => Cliente),
  assumption: "Members are named as in the document's table; its example spells them Usuario, Senha and CNPJ.",
});
