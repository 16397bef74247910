import { z } from 'zod';
import { numericId, pathId } from '../../core/fields.js';
import { documentBytes, textSaying } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

export const printAcceptanceModel = erpOperation({
  id: 'contract-documents.print-acceptance',
  title: 'Baixar PDF do modelo de aceite do contrato',
  method: 'POST',
  path: '/ws/comercial/contratos/modelo_contrato/{idContrato}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idContrato: pathId }), body: customerLogin },
  format: 'pdf',
  envelope: documentBytes,
  answer: z.instanceof(Uint8Array),
});

export const printContractModel = erpOperation({
  id: 'contract-documents.print',
  title: 'Baixar PDF do modelo do contrato',
  method: 'GET',
  path: '/ws/comercial/contratos/modelo/{idContrato}',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ idContrato: pathId }) },
  format: 'pdf',
  envelope: documentBytes,
  answer: z.instanceof(Uint8Array),
});

/** At most five files of at most 5 MB each, base64. */
export const attachCustomerFiles = erpOperation({
  id: 'customer-files.attach',
  title: 'Fazer upload de arquivos para o cadastro de cliente',
  method: 'POST',
  path: '/ws/comercial/clientes/anexar arquivos',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z
      .array(
        z.object({
          idCliente: numericId,
          tipo: z.enum(['COMPROVANTE_PAGAMENTO', 'DOCUMENTO', 'CONTRATO', 'ALTERACAO_TITULARIDADE', 'OUTROS']),
          model: z.object({
            base64: z.string(),
            filename: z.string(),
            // A text in the document's table and a number in its example.
            filesize: z.number().int().nonnegative(),
            filetype: z.string(),
          }),
        }),
      )
      .min(1)
      .max(5),
  },
  format: 'word',
  envelope: textSaying(/^SUCESSO$/),
  answer: z.literal(true),
  // Up to 35 MB; whoever sends them bounds it further.
  timeoutMs: 60_000,
});
