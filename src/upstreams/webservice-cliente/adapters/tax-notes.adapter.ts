import { Injectable } from '@nestjs/common';
import type { CustomerCredential } from '../../../common/auth/upstream-credentials.js';
import type { PlainDate } from '../../../common/brazil/dates.js';
import { type TaxNote, type TaxNoteHolder, TaxNotesPort } from '../../../modules/tax-notes/tax-notes.port.js';
import { UpstreamError } from '../../core/upstream-error.js';
import { listTaxNotes, printTaxNote } from '../operations/tax-notes.js';
import { WebserviceClienteClient } from '../webservice-cliente.client.js';
import { loginOf } from './customer-login.js';

@Injectable()
export class TaxNotesAdapter extends TaxNotesPort {
  constructor(private readonly erp: WebserviceClienteClient) {
    super();
  }

  async list(
    holder: TaxNoteHolder,
    { from, to }: { from: PlainDate; to: PlainDate },
    credential: CustomerCredential,
  ): Promise<TaxNote[]> {
    try {
      const { value } = await this.erp.call(
        listTaxNotes,
        {
          path: { idCliente: holder.erpCustomerId },
          query: { dataInicio: from, dataFim: to },
          body: loginOf(credential),
        },
        { owner: holder.id },
      );
      // A note of somebody else's, should the ERP ever answer one, is not shown.
      const own = value.filter(({ customerId }) => customerId === null || customerId === holder.erpCustomerId);
      return own.map((note) => ({
        id: note.id,
        number: note.number,
        series: note.series,
        model: note.model,
        issuedAt: note.issuedAt,
        dueDate: note.dueDate,
        amountCents: note.amountCents,
        situation: note.situation,
        cancelledAt: note.cancelledAt,
        key: note.digitalKey,
      }));
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') return [];
      throw error;
    }
  }

  async pdf(holder: TaxNoteHolder, noteId: string, credential: CustomerCredential): Promise<Uint8Array> {
    const { value } = await this.erp.call(
      printTaxNote,
      { path: { idNotaFiscal: noteId }, body: loginOf(credential) },
      { owner: holder.id },
    );
    return value;
  }
}
