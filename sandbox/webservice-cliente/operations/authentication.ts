import { randomInt } from 'node:crypto';
import { epochOfMidnight } from '../../../src/common/brazil/dates.js';
import type { Handlers } from '../../core/handler.js';
import { customerCredentials, type WebserviceClienteAuthentication } from '../authentication.js';
import { z } from 'zod';
import { printAccount } from '../customer-account.js';
import { customerOfLogin } from '../owned-records.js';
import { textField } from '../request-fields.js';
import { failure, requiredBody, requiredTextQuery } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

/** "AUTENTICAÇÃO" of the document. */
export const authenticationHandlers = (
  authentication: WebserviceClienteAuthentication,
): Handlers<WebserviceClienteState> => ({
  'webservice-cliente.token.generate': (request) => ({ body: { token: authentication.issueToken(request) } }),

  'webservice-cliente.token.renew': (request) => ({ body: { token: authentication.renewToken(request) } }),

  'webservice-cliente.customer.log-in': (request) => {
    const { usuario } = requiredBody(request, customerCredentials);
    const customer = request.state.customerOfDocument(usuario);
    if (customer === undefined) return failure('Internal Server Error');
    return {
      body: {
        Celular: customer.mobile,
        NomeCompleto: customer.name,
        Email: customer.email,
        CodigoCliente: customer.id,
        NomeTratamento: customer.shortName,
        TelefoneFixo: customer.landline,
        DataNascimento: epochOfMidnight(customer.bornOn),
        CPF: customer.document,
        Contratos: request.state.contractsOf(customer.id).map((contract) => ({
          ValorContrato: contract.price,
          Tecnologia: contract.technology,
          PlanoContrato: contract.plan,
          StatusContrato: contract.status,
          CodContrato: contract.id,
          IDVencimento: contract.dueDateId,
        })),
      },
    };
  },

  'webservice-cliente.customer.log-in-with-bills': (request) => ({
    body: printAccount(request.state, customerOfLogin(request)),
  }),

  'webservice-cliente.customer-password.reset-by-sms': (request) => {
    const { state, clock } = request;
    const { usuario } = requiredBody(request, z.object({ usuario: textField }));
    const customer = state.customerOfDocument(usuario);
    if (customer === undefined) return failure('Nao foi possivel encontrar um cliente com esses dados de acesso');
    customer.password = String(randomInt(1_000_000)).padStart(6, '0');
    const text = `Sua nova senha: ${customer.password}`;
    state.sentMessages.push({ channel: 'SMS', to: customer.mobile, title: null, text, at: clock() });
    return {
      body: {
        Success: 'Senha resetada com sucesso, foi enviado um SMS com a nova senha para o telefone cadastrado.',
      },
    };
  },

  'webservice-cliente.customer-password.change': (request) => {
    const customer = customerOfLogin(request);
    const current = requiredTextQuery(request, 'senhaAntiga');
    const next = requiredTextQuery(request, 'novaSenha');
    if (customer.password !== current) return failure('Senha atual digitada, diferente da senha cadastrada');
    customer.password = next;
    return { body: { success: 'Senha redefinida com sucesso' } };
  },

  'webservice-cliente.app-configuration.read': ({ state }) => ({ body: state.appConfiguration }),
});
