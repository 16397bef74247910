import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import { Repository } from 'typeorm';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { FilesService } from '../files/files.service.js';
import { BillingDisputeEntity } from './billing-dispute.entity.js';
import type { DisputeAttachmentsDto } from './billing-disputes.dto.js';
import { BillingDisputesPort } from './billing-disputes.port.js';

/** What customers add to a contested charge: bills, proofs, photos. */
@Injectable()
export class DisputeAttachments {
  constructor(
    @InjectRepository(BillingDisputeEntity) private readonly disputes: Repository<BillingDisputeEntity>,
    private readonly accounts: CustomerAccounts,
    private readonly files: FilesService,
    private readonly port: BillingDisputesPort,
  ) {}

  /**
   * Adds files to the attendance of an open dispute.
   * @throws Problem NOT_FOUND for another's dispute, DISPUTE_NOT_OPEN, and what sending files is refused with.
   */
  async add(customerId: string, disputeId: string, request: FastifyRequest): Promise<DisputeAttachmentsDto> {
    const dispute = await this.disputes.findOneBy({ id: disputeId, customerId });
    if (dispute === null) throw new Problem(problems.notFound);
    const { state, protocol, contractId } = dispute;
    if (state !== 'open' || protocol === null) throw new Problem(problems.disputeNotOpen);
    const holder = await this.accounts.get(customerId);
    const received = await this.files.sendTo({ customerId, contractId, request }, (files) =>
      this.port.attach(holder, { contractId, protocol }, files),
    );
    return { dispute_id: disputeId, received };
  }
}
