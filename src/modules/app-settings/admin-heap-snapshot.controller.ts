import { Controller, Get, Header, HttpCode, HttpStatus, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../common/auth/access.decorator.js';
import { type AdminPrincipal, CurrentAdmin } from '../../common/auth/principal.js';
import { RequiredRole } from '../../common/auth/required-role.js';
import { ApiProblems } from '../../common/problem/api-problems.decorator.js';
import { HeapSnapshotDto } from './heap-snapshot.dto.js';
import { HeapSnapshots } from './heap-snapshot.service.js';

@ApiTags('Operations')
@Controller('app/v1/app-settings/heap-snapshot')
@Access('admin')
@RequiredRole('operations')
export class AdminHeapSnapshotController {
  constructor(private readonly snapshots: HeapSnapshots) {}

  /**
   * Take a heap snapshot of the instance that answers
   *
   * @remarks For administrators with the role `operations`, where `HEAP_SNAPSHOT_ENABLED` is set. The instance answers
   * nobody while it is written. 409 while another is written or waits to be fetched; 507 without room on the disk.
   */
  @Post()
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiProblems(409, 507)
  takeHeapSnapshot(@CurrentAdmin() { adminId }: AdminPrincipal): Promise<HeapSnapshotDto> {
    return this.snapshots.take(adminId);
  }

  /**
   * Download a heap snapshot
   *
   * @remarks For administrators with the role `operations`; once, within an hour, and of the instance that took it.
   */
  @Get(':file')
  @Header('cache-control', 'no-store')
  @ApiProblems(404)
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    description: 'The snapshot, as the developer tools of browsers read it',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async downloadHeapSnapshot(
    @CurrentAdmin() { adminId }: AdminPrincipal,
    @Param('file') file: string,
  ): Promise<StreamableFile> {
    const { content, sizeBytes } = await this.snapshots.fetch(adminId, file);
    return new StreamableFile(content, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${file}"`,
      length: sizeBytes,
    });
  }
}
