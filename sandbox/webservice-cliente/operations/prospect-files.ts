import { z } from 'zod';
import type { Handlers } from '../../core/handler.js';
import { prospectOf } from '../lookups.js';
import { idField, textField } from '../request-fields.js';
import { failure, numberParameter, requiredBody } from '../requests.js';
import type { WebserviceClienteState } from '../state.js';

const MOST_FILES = 5;
const LARGEST_FILE = 5 * 1024 * 1024;

const upload = z
  .array(
    z.object({
      idProspecto: idField,
      model: z.object({
        base64: textField,
        filename: textField,
        filesize: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
        filetype: textField,
      }),
    }),
  )
  .min(1);

/** Files of prospects, of "COMERCIAL - Prospectos" of the document. */
export const prospectFileHandlers: Handlers<WebserviceClienteState> = {
  'webservice-cliente.prospect-files.attach': (request) => {
    const { state, clock } = request;
    const files = requiredBody(request, upload);
    if (files.length > MOST_FILES) return failure('A quantidade de arquivos excede o número máximo de 5.');
    const tooLarge = files.find(
      ({ model }) => model.filesize > LARGEST_FILE || Buffer.byteLength(model.base64, 'base64') > LARGEST_FILE,
    );
    if (tooLarge !== undefined)
      return failure(`O tamanho da imagem ${tooLarge.model.filename} excede o limite de 5MB.`);
    const owners = files.map(({ idProspecto }) => prospectOf(state, idProspecto));
    files.forEach(({ model }, position) =>
      owners[position]?.files.push({
        id: state.prospects.nextId(),
        name: model.filename,
        mediaType: model.filetype,
        attachedAt: clock(),
      }),
    );
    return { body: { success: 'OK' } };
  },

  'webservice-cliente.prospect-files.list': (request) => {
    const prospect = request.state.prospects.rows.get(numberParameter(request, 'id'));
    if (prospect === undefined) return failure('Internal Server Error');
    return {
      body: {
        resposta: prospect.files.map((file) => ({
          id: file.id,
          tipo: file.mediaType,
          nome: file.name,
          dataVinculo: file.attachedAt,
          idProspecto: prospect.id,
        })),
      },
    };
  },
};
