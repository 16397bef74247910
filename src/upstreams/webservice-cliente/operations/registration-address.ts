import { z } from 'zod';
import { numericId } from '../../core/fields.js';

/** What an address is for. */
export const addressPurposes = ['PADRAO', 'FISCAL', 'COBRANCA', 'INSTALACAO'] as const;

/**
 * The fields that prospects' and customers' addresses are registered with alike. `idEndereco` is the id of a street;
 * `idBloco`, `andar`, `numeroCasa` and `apto` are for companies that have ConnectMaster.
 */
export const registrationAddress = {
  idUsuario: numericId,
  idEndereco: numericId,
  tipoEndereco: z.enum(addressPurposes),
  idClassificacaoEndereco: numericId,
  complemento: z.string().optional(),
  referencia: z.string().optional(),
  idCondominio: numericId.optional(),
  idBloco: numericId.optional(),
  andar: z.string().optional(),
  numeroCasa: z.string().optional(),
  apto: z.string().optional(),
};
