import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { TaxNoteListDto, TaxNotesQueryDto } from './tax-notes.dto.js';
import { TaxNotesService } from './tax-notes.service.js';

@ApiTags('Tax notes')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/customers/tax-notes')
export class MeTaxNotesController {
  constructor(private readonly notes: TaxNotesService) {}

  /** Lists tax notes of at most five years, the newest first. */
  @Get()
  @ApiProblems(400, 428)
  listTaxNotes(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: TaxNotesQueryDto,
  ): Promise<TaxNoteListDto> {
    return this.notes.list(customer, query);
  }

  /** Downloads a tax note as a PDF. */
  @Get(':taxNoteId/pdf')
  @ApiParam({ name: 'taxNoteId', type: String, example: '768608' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @ApiProblems(428)
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'tax-note', in: 'path', name: 'taxNoteId' })
  async downloadTaxNote(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Owned('tax-note') note: OwnedResource,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.notes.pdf(customer, note.id), {
      type: 'application/pdf',
      disposition: `attachment; filename="nota-fiscal-${note.id}.pdf"`,
    });
  }
}
