import { z } from 'zod';
import { lenientList } from '../../core/drift.js';
import { anyStyleDate, centavos, epochInstant, identifier, optionalText, pathId } from '../../core/fields.js';
import { dashedDate } from '../../core/wire-fields.js';
import { bare, documentBytes } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';
import { customerLogin } from './customer-login.js';

const taxNoteItem = z
  .object({
    id: identifier.nullish(),
    descricao: optionalText,
    valorItem: centavos.nullish(),
    baseICMS: centavos.nullish(),
    valorICMS: centavos.nullish(),
    valorIsentoICMS: centavos.nullish(),
    valorOutrosICMS: centavos.nullish(),
    aliquotaICMS: z.number().nullish(),
    baseISS: centavos.nullish(),
    valorISS: centavos.nullish(),
    baseIRRF: centavos.nullish(),
    valorIRRF: centavos.nullish(),
    basePIS: centavos.nullish(),
    valorPIS: centavos.nullish(),
    aliquotaPIS: z.number().nullish(),
    baseCOFINS: centavos.nullish(),
    valorCOFINS: centavos.nullish(),
    aliquotaCOFINS: z.number().nullish(),
    baseCSLL: centavos.nullish(),
    valorCSLL: centavos.nullish(),
  })
  .transform((item) => ({
    id: item.id ?? null,
    description: item.descricao,
    amountCents: item.valorItem ?? null,
    icms: {
      baseCents: item.baseICMS ?? null,
      amountCents: item.valorICMS ?? null,
      exemptCents: item.valorIsentoICMS ?? null,
      otherCents: item.valorOutrosICMS ?? null,
      ratePercent: item.aliquotaICMS ?? null,
    },
    iss: { baseCents: item.baseISS ?? null, amountCents: item.valorISS ?? null },
    irrf: { baseCents: item.baseIRRF ?? null, amountCents: item.valorIRRF ?? null },
    pis: {
      baseCents: item.basePIS ?? null,
      amountCents: item.valorPIS ?? null,
      ratePercent: item.aliquotaPIS ?? null,
    },
    cofins: {
      baseCents: item.baseCOFINS ?? null,
      amountCents: item.valorCOFINS ?? null,
      ratePercent: item.aliquotaCOFINS ?? null,
    },
    csll: { baseCents: item.baseCSLL ?? null, amountCents: item.valorCSLL ?? null },
  }));

/** `situacao` is a letter of the fiscal file: `N` for a normal note. */
const taxNote = z
  .object({
    id: identifier,
    idCliente: identifier.nullish(),
    vencimento: anyStyleDate.nullish(),
    dataEmissao: epochInstant.nullish(),
    valor: centavos,
    numeroNF: identifier.nullish(),
    idEmpresa: identifier.nullish(),
    modeloNotaFiscal: z.object({ descricao: optionalText, serie: optionalText, tipoModelo: optionalText }).nullish(),
    dataCancelamento: epochInstant.nullish().catch(null),
    itensNota: lenientList(taxNoteItem).nullish(),
    situacao: optionalText,
    chaveCodificacaoDigital: optionalText,
    descricaoModelo: optionalText,
  })
  .transform((note) => ({
    id: note.id,
    customerId: note.idCliente ?? null,
    number: note.numeroNF ?? null,
    series: note.modeloNotaFiscal?.serie ?? null,
    model: note.descricaoModelo ?? note.modeloNotaFiscal?.descricao ?? null,
    modelKind: note.modeloNotaFiscal?.tipoModelo ?? null,
    companyId: note.idEmpresa ?? null,
    issuedAt: note.dataEmissao ?? null,
    dueDate: note.vencimento ?? null,
    amountCents: note.valor,
    cancelledAt: note.dataCancelamento ?? null,
    situation: note.situacao,
    digitalKey: note.chaveCodificacaoDigital,
    items: note.itensNota ?? [],
  }));

export const listTaxNotes = erpOperation({
  id: 'tax-notes.list',
  title: 'Buscar notas fiscais',
  method: 'POST',
  path: '/ws/financeiro/notasfiscais/cliente/{idCliente}',
  auth: 'customer',
  effect: 'read',
  request: {
    path: z.object({ idCliente: pathId }),
    query: z.object({ dataInicio: dashedDate, dataFim: dashedDate }),
    body: customerLogin,
  },
  format: 'json',
  envelope: bare,
  answer: lenientList(taxNote),
});

export const printTaxNote = erpOperation({
  id: 'tax-notes.print',
  title: 'Baixar PDF de nota fiscal',
  method: 'POST',
  path: '/ws/financeiro/notasfiscais/{idNotaFiscal}',
  auth: 'customer',
  effect: 'read',
  request: { path: z.object({ idNotaFiscal: pathId }), body: customerLogin },
  format: 'pdf',
  envelope: documentBytes,
  answer: z.instanceof(Uint8Array),
});
