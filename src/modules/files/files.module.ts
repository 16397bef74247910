import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAuditModule } from '../admin/admin-audit.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { AdminFileUploadBlocksController } from './admin-file-upload-blocks.controller.js';
import { FileUploadBlockEntity } from './file-upload-block.entity.js';
import { FileUploadBlocks } from './file-upload-blocks.service.js';
import { FileUploadPurge } from './file-upload-purge.job.js';
import { FileUploadEntity } from './file-upload.entity.js';
import { FilesService } from './files.service.js';
import { MeFileUploadBlockController } from './me-file-upload-block.controller.js';
import { MeFilesController } from './me-files.controller.js';

@Module({
  imports: [
    CustomersModule,
    ContractsModule,
    AdminAuditModule,
    TypeOrmModule.forFeature([FileUploadEntity, FileUploadBlockEntity]),
  ],
  controllers: [MeFilesController, MeFileUploadBlockController, AdminFileUploadBlocksController],
  providers: [FilesService, FileUploadBlocks, FileUploadPurge],
  exports: [FilesService],
})
export class FilesModule {}
