import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { CurrentCustomer, type CustomerPrincipal } from '../../common/auth/principal.js';
import { Owns } from '../../common/ownership/owned.decorator.js';
import { ApiProblems, ApiUpstreamProblems } from '../../common/problem/api-problems.decorator.js';
import { AnnualClearanceQueryDto } from './annual-clearance.dto.js';
import { AnnualClearanceService } from './annual-clearance.service.js';
import {
  CallsExtractDto,
  CallsExtractQueryDto,
  CallsPdfQueryDto,
  HistoryExtractDto,
  HistoryExtractQueryDto,
} from './phone-calls.dto.js';
import { PhoneCallsService } from './phone-calls.service.js';
import { StatementHistoryService } from './statement-history.service.js';

const PDF = { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } as const;

@ApiTags('Statements')
@Access('customer')
@ApiUpstreamProblems()
@Controller('app/v1/finances')
export class MeStatementsController {
  constructor(
    private readonly calls: PhoneCallsService,
    private readonly statements: StatementHistoryService,
    private readonly clearances: AnnualClearanceService,
  ) {}

  /** Lists the telephone calls of a period of at most 90 days, newest first. */
  @Get('calls-extract')
  @Header('cache-control', 'no-store')
  @ApiProblems(422, 428)
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  listCallsExtract(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: CallsExtractQueryDto,
  ): Promise<CallsExtractDto> {
    return this.calls.list(customer, query);
  }

  /** Lists the months that have a statement, with their invoices and calls. */
  @Get('history-extract')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  listHistoryExtract(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: HistoryExtractQueryDto,
  ): Promise<HistoryExtractDto> {
    return this.statements.history(customer, query);
  }

  /** Downloads the telephone calls of a period as a PDF. */
  @Get('extract/pdf')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: PDF })
  @ApiProblems(404, 422, 428)
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  async downloadCallsExtract(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: CallsPdfQueryDto,
  ): Promise<StreamableFile> {
    const name = `ligacoes-${query.contractId}-${query.startDate}-${query.endDate}.pdf`;
    return new StreamableFile(await this.calls.pdf(customer, query), {
      type: 'application/pdf',
      disposition: `attachment; filename="${name}"`,
    });
  }

  /** Downloads the statement that every invoice of a year is paid. */
  @Get('annual-clearance')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ content: PDF })
  @ApiProblems(409, 428)
  async downloadAnnualClearance(
    @CurrentCustomer() customer: CustomerPrincipal,
    @Query() query: AnnualClearanceQueryDto,
  ): Promise<StreamableFile> {
    const { year, pdf } = await this.clearances.statement(customer, query.year);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `attachment; filename="quitacao-${year}.pdf"`,
    });
  }
}
