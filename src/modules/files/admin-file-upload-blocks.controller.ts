import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { pageBounds, pageMembers, PageQueryDto } from '../../common/http/page.dto.js';
import { toAllowanceDto, toBlockDto } from './file-answers.js';
import { FileUploadBlocks } from './file-upload-blocks.service.js';
import { ContractQueryDto, SetUploadBlockDto, UploadAllowanceDto, UploadBlockListDto } from './files.dto.js';

@ApiTags('Files')
@Access('admin')
@RequiredRole('files:write')
@Controller('app/v1/admin/file-upload-blocks')
export class AdminFileUploadBlocksController {
  constructor(private readonly blocks: FileUploadBlocks) {}

  /** Lists the contracts for which no files may be sent, the latest first. */
  @Get()
  async listFileUploadBlocks(@Query() query: PageQueryDto): Promise<UploadBlockListDto> {
    const bounds = pageBounds(query);
    const [blocks, total] = await this.blocks.list(bounds);
    return { items: blocks.map(toBlockDto), ...pageMembers(bounds, total) };
  }

  /**
   * Blocks a contract for files, or lifts what blocks it.
   * @remarks For administrators with the role `files:write`. Lifting also starts the day's count anew.
   */
  @Put(':contractId')
  @ApiParam({ name: 'contractId', type: String, example: '899059' })
  async setFileUploadBlock(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param() { contractId }: ContractQueryDto,
    @Body() body: SetUploadBlockDto,
  ): Promise<UploadAllowanceDto> {
    const change = {
      blocked: body.blocked,
      blockedUntil: body.blocked_until === undefined ? null : new Date(body.blocked_until),
      note: body.note ?? null,
    };
    return toAllowanceDto(await this.blocks.set(adminId, contractId, change));
  }
}
