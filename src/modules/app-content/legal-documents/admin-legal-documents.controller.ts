import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../../common/auth/principal.js';
import { RequiredRole } from '../../../common/auth/required-role.js';
import { UuidParameterPipe } from '../../../common/http/uuid-parameter.pipe.js';
import { ApiProblems } from '../../../common/problem/api-problems.decorator.js';
import {
  AdminLegalDocumentDto,
  AdminLegalDocumentListDto,
  ListLegalDocumentsQuery,
  WriteLegalDocumentDto,
} from './legal-document.dto.js';
import { LegalDocumentBook } from './legal-document-book.service.js';

@ApiTags('Legal documents')
@Controller('app/v1/admin/legal-documents')
@Access('admin')
@RequiredRole('legal:write')
export class AdminLegalDocumentsController {
  constructor(private readonly documents: LegalDocumentBook) {}

  /**
   * List all legal documents
   *
   * @remarks For administrators with the role `legal:write`.
   */
  @Get()
  listAllLegalDocuments(@Query() query: ListLegalDocumentsQuery): Promise<AdminLegalDocumentListDto> {
    return this.documents.page(query);
  }

  /**
   * Create a legal document
   *
   * @remarks For administrators with the role `legal:write`. It comes into force at its time, and changes no more from
   * then on.
   */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiProblems(409)
  createLegalDocument(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Body() body: WriteLegalDocumentDto,
  ): Promise<AdminLegalDocumentDto> {
    return this.documents.create(adminId, body);
  }

  /**
   * Read a legal document
   *
   * @remarks For administrators with the role `legal:write`.
   */
  @Get(':documentId')
  @ApiProblems(404)
  readLegalDocument(@Param('documentId', UuidParameterPipe) documentId: string): Promise<AdminLegalDocumentDto> {
    return this.documents.get(documentId);
  }

  /**
   * Replace a legal document
   *
   * @remarks For administrators with the role `legal:write`.
   */
  @Put(':documentId')
  @HttpCode(HttpStatus.OK)
  @ApiProblems(404, 409)
  replaceLegalDocument(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('documentId', UuidParameterPipe) documentId: string,
    @Body() body: WriteLegalDocumentDto,
  ): Promise<AdminLegalDocumentDto> {
    return this.documents.replace(adminId, documentId, body);
  }

  /**
   * Remove a legal document
   *
   * @remarks For administrators with the role `legal:write`.
   */
  @Delete(':documentId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiProblems(404, 409)
  async removeLegalDocument(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('documentId', UuidParameterPipe) documentId: string,
  ): Promise<void> {
    await this.documents.remove(adminId, documentId);
  }
}
