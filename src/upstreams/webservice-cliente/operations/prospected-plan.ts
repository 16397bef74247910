import { z } from 'zod';
import { identifier, optionalIdentifier, optionalText } from '../../core/fields.js';

/** A plan or package that a prospect wants, as prospects and customers print it. */
export const prospectedPlan = z
  .object({
    id: identifier,
    idPlano: optionalIdentifier,
    idProspecto: optionalIdentifier,
    descricaoPlano: optionalText,
    idPacote: optionalIdentifier,
    descricaoPacote: optionalText,
    idTecnologia: optionalIdentifier,
    descricaoTecnologia: optionalText,
    tipoTecnologia: optionalText,
    idTipoContrato: optionalIdentifier,
    descricaoTipoContrato: optionalText,
    status: optionalText,
  })
  .transform((row) => ({
    id: row.id,
    prospectId: row.idProspecto,
    planId: row.idPlano,
    plan: row.descricaoPlano,
    packageId: row.idPacote,
    package: row.descricaoPacote,
    technologyId: row.idTecnologia,
    technology: row.descricaoTecnologia,
    service: row.tipoTecnologia,
    contractKindId: row.idTipoContrato,
    contractKind: row.descricaoTipoContrato,
    status: row.status,
  }));
