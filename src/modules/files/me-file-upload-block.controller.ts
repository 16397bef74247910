import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { Owned, type OwnedResource, Owns } from '../../common/ownership/owned.decorator.js';
import { toAllowanceDto } from './file-answers.js';
import { FileUploadBlocks } from './file-upload-blocks.service.js';
import { ContractQueryDto, UploadAllowanceDto } from './files.dto.js';

@ApiTags('Files')
@Access('customer')
@Controller('app/v1/app-settings/file-upload')
export class MeFileUploadBlockController {
  constructor(private readonly blocks: FileUploadBlocks) {}

  /** Tells whether files may be sent for a contract, and how many uploads more. */
  @Get('block')
  @Header('cache-control', 'no-store')
  @Owns({ kind: 'contract', in: 'query', name: 'contractId' })
  async readFileUploadBlock(
    @Owned('contract') { id }: OwnedResource,
    @Query() _query: ContractQueryDto,
  ): Promise<UploadAllowanceDto> {
    return toAllowanceDto(await this.blocks.allowance(id));
  }
}
