import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { anyStyleDate, identifier, numericId, optionalText, pathId, wordOf } from '../../core/fields.js';
import { compactDate } from '../../core/wire-fields.js';

const shifts = ['MANHA', 'TARDE'] as const;

/** The attendance whose visit moves, the first day looked at and the shift. */
export const slotsPath = z.object({ idAtendimento: pathId, data: compactDate, turno: z.enum(shifts) });

/** How many days are looked at; the ERP takes 7 for anything that is not 0 to 365. */
export const slotsQuery = z.object({ qtdeDiasLimite: z.number().int().min(0).max(365).optional() });

export const bookingBody = z.object({ idAtendimento: numericId, idItemConfiguracaoAgendaTecnica: numericId });

export const slotsAssumption =
  'The document prints no example answer; the rows are read as those of the available days, with the item under the name that booking it takes.';

/** Days and shifts of the technical agenda with their capacity. */
export const agendaSlots = lenientList(
  z
    .object({
      idItemConfiguracaoAgendaTecnica: identifier.nullish(),
      id: identifier.nullish(),
      dataProgramacao: anyStyleDate,
      turno: wordOf(shifts, 'UNKNOWN'),
      tecnicosEmCampo: z.number().int().nullish(),
      quantidadeOSAgendada: z.number().int().nullish(),
      tipoServico: optionalText,
      idTipoContrato: identifier.nullish(),
      idTecnologia: identifier.nullish(),
      descricaoTecnologia: optionalText,
    })
    .transform((row, context) => {
      const id = row.idItemConfiguracaoAgendaTecnica ?? row.id;
      if (id === null || id === undefined || row.dataProgramacao === null) {
        context.addIssue({ code: 'custom', message: 'no item or no day' });
        return z.NEVER;
      }
      return {
        id,
        date: row.dataProgramacao,
        shift: row.turno,
        technicians: row.tecnicosEmCampo ?? null,
        booked: row.quantidadeOSAgendada ?? null,
        kind: row.tipoServico,
        contractTypeId: row.idTipoContrato ?? null,
        technologyId: row.idTecnologia ?? null,
        technology: row.descricaoTecnologia,
      };
    }),
);
