import { z } from 'zod';
import { identifier, numericId, optionalIdentifier, optionalInstant, optionalText, pathId } from '../../core/fields.js';
import { lenientList } from '../../core/drift.js';
import { bare, respostaOf } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** Documented limit of one file. */
const LARGEST_FILE_BYTES = 5 * 1024 * 1024;

/** The size is documented as text and printed as a number in the example. */
const fileModel = z.object({
  base64: z.string().min(1),
  filename: z.string().min(1),
  filesize: z.number().int().positive().max(LARGEST_FILE_BYTES),
  filetype: z.string().min(1),
});

/** At most five files at a time. Success is described as the text "SUCESSO" and printed as `{ "success": "OK" }`: both are read. */
export const attachProspectFiles = erpOperation({
  id: 'prospect-files.attach',
  title: 'Fazer upload de arquivos para o cadastro de prospecto',
  method: 'POST',
  path: '/ws/comercial/prospectos/anexar_arquivos',
  auth: 'token',
  effect: 'irreversible',
  request: {
    body: z
      .array(z.object({ idProspecto: numericId, model: fileModel }))
      .min(1)
      .max(5),
  },
  format: 'json',
  envelope: bare,
  answer: z
    .union([z.object({ success: z.literal('OK') }), z.literal('SUCESSO')])
    .transform(() => ({ done: true as const })),
});

export const listProspectFiles = erpOperation({
  id: 'prospect-files.list',
  title: 'Buscar arquivos de prospecto',
  method: 'GET',
  path: '/ws/comercial/prospectos/{id}/arquivos',
  auth: 'token',
  effect: 'read',
  request: { path: z.object({ id: pathId }) },
  format: 'json',
  envelope: respostaOf,
  answer: lenientList(
    z
      .object({
        id: identifier,
        tipo: optionalText,
        nome: optionalText,
        dataVinculo: optionalInstant,
        idProspecto: optionalIdentifier,
      })
      .transform((row) => ({
        id: row.id,
        mediaType: row.tipo,
        name: row.nome,
        attachedAt: row.dataVinculo,
        prospectId: row.idProspecto,
      })),
  ),
});
