import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { customerCredentials } from '../authentication.js';
import { idField, textField } from '../request-fields.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const passwordChange = z.object({ idUsuario: idField, senhaAntiga: textField, novaSenha: textField });

/** "AUTENTICAÇÃO - Usuários" of the document. */
export const applicationUserHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.application-users.log-in': (request) => {
    const { usuario, senha } = requiredBody(request, customerCredentials);
    const user = request.state.applicationUsers.withCredentials(usuario, senha);
    if (user === undefined) {
      return failure('Usuário e senha informados não pertencem a um usuário ativo no sistema.');
    }
    return {
      body: {
        idUsuario: user.id,
        idPerfil: user.profileId,
        vendedor: user.seller,
        podeAprovarReprovarProspecto: user.mayDecideProspects,
      },
    };
  },

  // The document prints no example answer of this one: its members are invented.
  'webservice-cliente.application-users.list-segments': (request) => {
    const { applicationUsers } = request.state;
    const user = applicationUsers.user(numberParameter(request, 'idUsuario'));
    if (user === undefined) return failure('Internal Server Error');
    const segments = applicationUsers.segments.filter(({ id }) => user.segmentIds.includes(id));
    return { body: { resposta: segments.map(({ id, name }) => ({ id, nome: name })) } };
  },

  'webservice-cliente.application-users.list-companies': (request) => {
    const { applicationUsers } = request.state;
    const user = applicationUsers.user(numberParameter(request, 'idUsuario'));
    if (user === undefined) return failure('Internal Server Error');
    const companies = applicationUsers.companies.filter(({ id }) => user.companyIds.includes(id));
    return {
      body: {
        resposta: companies.map(({ id, name, tradeName, cnpj }) => ({ id, nome: name, nomeFantasia: tradeName, cnpj })),
      },
    };
  },

  'webservice-cliente.application-users.change-password': (request) => {
    const { idUsuario, senhaAntiga, novaSenha } = requiredBody(request, passwordChange);
    const user = request.state.applicationUsers.user(idUsuario);
    if (user?.password !== senhaAntiga) return failure('A senha antiga está incorreta.');
    user.password = novaSenha;
    return { body: { success: 'Senha alterada.' } };
  },
};
