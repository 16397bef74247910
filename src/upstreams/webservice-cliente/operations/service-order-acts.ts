import { z } from 'zod';
import { identifier, numericId } from '../../core/fields.js';
import { bare, dataOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { doneSomehow, doneWord } from './acknowledgement.js';
import { customerLogin } from './customer-login.js';

/** Opens an attendance in the customer's own name; its protocol is not told. */
export const registerServiceOrder = erpOperation({
  id: 'service-orders.register',
  title: 'Cadastrar atendimento',
  method: 'POST',
  path: '/ws/comercial/atendimento',
  auth: 'customer',
  effect: 'irreversible',
  request: {
    body: customerLogin.extend({
      idContrato: numericId.optional(),
      idCentroCustoOrigem: numericId.optional(),
      idCentroCustoDestino: numericId.optional(),
      status: z.string().optional(),
      idTipoAtendimento: numericId.optional(),
      descricao: z.string().optional(),
    }),
  },
  format: 'word',
  envelope: bare,
  answer: doneWord('CREATED'),
});

export const openServiceOrder = erpOperation({
  id: 'service-orders.open',
  title: 'Abrir atendimento pelo contrato',
  method: 'POST',
  path: '/ws/comercial/atendimentos/cadastrar',
  auth: 'basic',
  effect: 'irreversible',
  request: {
    body: z.object({
      idContrato: numericId,
      descricao: z.string(),
      idTipoAtendimento: numericId.optional(),
      idCentroCustoOrigem: numericId.optional(),
      idCentroCustoDestino: numericId.optional(),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: z.object({ numeroProtocolo: identifier }).transform((answer) => ({ protocol: answer.numeroProtocolo })),
});

/** What a file attached to an attendance can be. The document prints the list with commas lost between some words. */
const orderDocumentKinds = [
  'PADRAO',
  'INSTALACAO',
  'DOCUMENTO',
  'CAIXA',
  'OS',
  'EQUIPAMENTO',
  'VELOCIDADE',
  'POTENCIA_SINAL',
  'NUMERO_CLIENTES',
  'LOCALIZACAO_CAIXA',
] as const;

/** `base64` is a file's content, `filesize` its bytes before that, `filetype` its media type. */
export const attachDocuments = erpOperation({
  id: 'service-orders.attach-documents',
  title: 'Inserir documentos em atendimento',
  method: 'POST',
  path: '/ws/area/cliente/atendimento/anexar_documento',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      IDAtendimento: numericId,
      Documentos: z.array(
        z.object({
          tipoDocumento: z.enum(orderDocumentKinds),
          model: z.object({
            base64: z.string(),
            filename: z.string(),
            filesize: z.number().int().nonnegative(),
            filetype: z.string(),
          }),
        }),
      ),
    }),
  },
  format: 'json',
  envelope: bare,
  answer: doneSomehow,
  assumption:
    'The document prints neither example; each document is taken to hold its kind and a model with the file, and any answer that is no failure to mean success.',
});

/** `FALHA` (`rejected`) for a protocol that is unknown or already closed. */
export const closeServiceOrder = erpOperation({
  id: 'service-orders.close',
  title: 'Fechar atendimento',
  method: 'PUT',
  path: '/ws/comercial/atendimento/fechar',
  auth: 'basic',
  effect: 'irreversible',
  request: { body: z.object({ protocolo: z.string() }) },
  format: 'word',
  envelope: bare,
  answer: doneWord('SUCESSO'),
});

/** Ratings are decimals of two places, e.g. 4.2. */
export const rateServiceOrder = erpOperation({
  id: 'service-orders.rate',
  title: 'Visita Técnica - Atribuição de Notas em Atendimentos',
  method: 'POST',
  path: '/ws/servicos/agendamento/atendimento/atribuir_nota',
  auth: 'token',
  effect: 'idempotent-write',
  request: {
    body: z.object({
      idAtendimento: numericId,
      notaTecnico: z.number().nonnegative(),
      notaResolucao: z.number().nonnegative(),
    }),
  },
  format: 'json',
  envelope: dataOf,
  answer: doneSomehow,
  assumption: 'The document prints no example answer; any data is taken to mean success.',
});

/** Sends the customer an e-mail; a title and text of the ERP's own when they are left out. */
export const sendServiceOrderByEmail = erpOperation({
  id: 'service-orders.send-by-email',
  title: 'Encaminhamento de E-mail com Informações do Atendimento',
  method: 'POST',
  path: '/ws/area/cliente//protocolo/atendimento/enviar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    query: z.object({ tituloEmail: z.string().optional(), conteudoEmail: z.string().optional() }),
    body: z.object({ idAtendimento: numericId }),
  },
  format: 'json',
  envelope: dataOf,
  answer: doneSomehow,
  assumption: 'The document prints no example answer; any data is taken to mean success.',
});

/** `idUsuario` is a user of the ERP, not a customer. */
export const registerServiceOrderLog = erpOperation({
  id: 'service-orders.register-log',
  title: 'Cadastrar log de atendimento',
  method: 'POST',
  path: '/ws/comercial/atendimentos/log/cadastrar',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z.object({
      idUsuario: numericId,
      acao: z.string(),
      tipoAcao: z.enum(['CADASTRO', 'ATUALIZAR']),
      idAtendimento: numericId,
    }),
  },
  format: 'json',
  envelope: bare,
  answer: z.object({ idLogAtendimento: identifier }).transform((answer) => ({ logId: answer.idLogAtendimento })),
});

/** Sets the attendance back to PENDENTE. `idCentroCusto` is a number, as in the document's example; its table says text. */
export const revertServiceOrder = erpOperation({
  id: 'service-orders.revert-to-pending',
  title: 'Reverter status de atendimento para PENDENTE',
  method: 'POST',
  path: '/ws/comercial/atendimentos/reverter',
  auth: 'token',
  effect: 'idempotent-write',
  request: { body: z.object({ idUsuario: numericId, idCentroCusto: numericId, idAtendimento: numericId }) },
  format: 'json',
  envelope: bare,
  answer: z.object({ idAtendimento: identifier }).transform((answer) => ({ id: answer.idAtendimento })),
});
