import { z } from 'zod';
import { formatBrl, centavosFromDecimal } from '../../../src/common/brazil/money.js';
import { rawJson, type Answer } from '../../core/answer.js';
import type { Handlers } from '../../core/handler.js';
import { customerOf } from '../lookups.js';
import { writeOnePagePdf } from '../one-page-pdf.js';
import { contractById, customerOfLogin } from '../owned-records.js';
import { idField, textField } from '../request-fields.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { Contract } from '../rows.js';
import type { WebserviceClienteState } from '../state.js';

const MOST_FILES = 5;
const LARGEST_FILE = 5 * 1024 * 1024;

const upload = z
  .array(
    z.object({
      idCliente: idField,
      tipo: z.enum(['COMPROVANTE_PAGAMENTO', 'DOCUMENTO', 'CONTRATO', 'ALTERACAO_TITULARIDADE', 'OUTROS']),
      model: z.object({
        base64: textField,
        filename: textField,
        filesize: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
        filetype: textField,
      }),
    }),
  )
  .min(1);

const printModel = (contract: Contract, title: string): Answer => ({
  headers: {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="contrato-${contract.id}.pdf"`,
  },
  body: writeOnePagePdf([
    `${title} ${contract.id}`,
    `Plano ${contract.plan}`,
    `Mensalidade ${formatBrl(centavosFromDecimal(contract.price))}`,
  ]),
});

/** Documents, of "COMERCIAL - Contratos" of the document. */
export const contractDocumentHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.contract-documents.print-acceptance': (request) => {
    const customer = customerOfLogin(request);
    return printModel(
      contractById(request.state, numberParameter(request, 'idContrato'), customer),
      'Aceite do contrato',
    );
  },

  'webservice-cliente.contract-documents.print': (request) =>
    printModel(contractById(request.state, numberParameter(request, 'idContrato')), 'Contrato'),

  'webservice-cliente.customer-files.attach': (request) => {
    const { state } = request;
    const files = requiredBody(request, upload);
    if (files.length > MOST_FILES) return failure('A quantidade de arquivos excede o número máximo de 5.');
    const sizeOf = ({ model }: (typeof files)[number]) =>
      Math.max(model.filesize, Buffer.byteLength(model.base64, 'base64'));
    const tooLarge = files.find((file) => sizeOf(file) > LARGEST_FILE);
    if (tooLarge !== undefined) {
      return failure(`O tamanho da imagem ${tooLarge.model.filename} excede o limite de 5MB.`);
    }
    // All or none.
    for (const { idCliente } of files) customerOf(state, idCliente);
    for (const file of files) {
      state.contractChanges.attachedFiles.push({
        customerId: file.idCliente,
        kind: file.tipo,
        filename: file.model.filename,
        bytes: sizeOf(file),
      });
    }
    return rawJson('"SUCESSO"');
  },
};
