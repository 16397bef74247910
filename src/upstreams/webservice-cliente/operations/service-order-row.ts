import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import {
  anyStyleDate,
  epochInstant,
  identifier,
  looseBoolean,
  optionalText,
  pathId,
  wordOf,
} from '../../core/fields.js';
import { contractStatus, contractStatusFilter } from './contract-status.js';

/** Kinds of service as the ERP writes them. */
export const erpServiceKinds = [
  'INSTALACAO',
  'SUPORTE',
  'RETIRADA',
  'MIGRACAO',
  'ALTERACAO_ENDERECO',
  'INTERNO',
  'SOLICITACAO_SERVICO',
  'UPGRADE_DOWNGRADE',
] as const;

const filteredStatuses = [
  'PENDENTE',
  'VISITA_AGENDADA',
  'AGUARDANDO_ANALISE',
  'SOLUCIONADO',
  'SEM_SOLUCAO',
  'POS_ATENDIMENTO',
  'CONTATO_CLIENTE',
] as const;

/** States of an attendance as the ERP writes them in filters, and the one of closed ones; answers print spaces for underscores. */
export const erpOrderStatuses = [...filteredStatuses, 'FECHADO'] as const;

/** What lists of attendances can be narrowed by. */
export const orderFilters = z.object({
  idContrato: pathId.optional(),
  statusContrato: contractStatusFilter.optional(),
  tipoServico: z.enum(erpServiceKinds).optional(),
  statusAtendimento: z.enum(filteredStatuses).optional(),
});

/** Rows of "Busca de Atendimentos". The document's example has no agenda item; it is read under the name that booking takes. */
export const serviceOrderRows = lenientList(
  z
    .object({
      idAtendimento: identifier,
      numeroProtocolo: optionalText,
      statusAtendimento: wordOf(erpOrderStatuses, 'UNKNOWN'),
      dataAbertura: epochInstant.nullish(),
      dataAgendamentoVisita: anyStyleDate.nullish(),
      gerouVisita: looseBoolean,
      turno: wordOf(['MANHA', 'TARDE'], 'UNKNOWN'),
      idTipoAtendimento: identifier.nullish(),
      descricaoTipoAtendimento: optionalText,
      tipoServico: wordOf(erpServiceKinds, 'UNKNOWN'),
      idContrato: identifier.nullish(),
      statusContrato: contractStatus,
      idTecnicoVisita: identifier.nullish(),
      idItemConfiguracaoAgendaTecnica: identifier.nullish(),
      motivoConclusao: optionalText,
    })
    .transform((row) => ({
      id: row.idAtendimento,
      protocol: row.numeroProtocolo,
      status: row.statusAtendimento,
      openedAt: row.dataAbertura ?? null,
      visitOn: row.dataAgendamentoVisita ?? null,
      visitScheduled: row.gerouVisita,
      shift: row.turno,
      typeId: row.idTipoAtendimento ?? null,
      description: row.descricaoTipoAtendimento,
      kind: row.tipoServico,
      contractId: row.idContrato ?? null,
      contractStatus: row.statusContrato,
      technicianId: row.idTecnicoVisita ?? null,
      visitItemId: row.idItemConfiguracaoAgendaTecnica ?? null,
      conclusionReason: row.motivoConclusao,
    })),
);
