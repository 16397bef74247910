import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { runInRequestScope } from '../../common/http/request-scope.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type CustomerFileKind, customerFileKinds } from './customer-file-kinds.js';
import { type CustomerFile, CustomerFilesPort } from './customer-files.port.js';
import { acceptedTypeOf } from './file-content.js';
import { FileUploadBlocks } from './file-upload-blocks.service.js';
import { type FilesConfig, filesConfig } from './files.config.js';
import type { FilesReceivedDto, NextActionDto, PaymentProofReceivedDto } from './files.dto.js';
import { receiveFiles } from './received-files.js';

/** Each may hold 25 MB, and half as much again on its way to the provider. */
const MOST_AT_ONCE = 3;
const TRUST_UNLOCK: NextActionDto = { action: 'TRUST_UNLOCK', href: '/app/v1/finances/trust/check' };

export interface Upload {
  readonly customerId: string;
  readonly contractId: string;
  readonly request: FastifyRequest;
}

/** What became of files on their way to the provider. */
type Delivery = 'done' | 'refused' | 'uncertain';

/** Brings what a customer sends to the provider; nothing of it is kept here. */
@Injectable()
export class FilesService {
  private inHand = 0;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly contracts: ContractsService,
    private readonly blocks: FileUploadBlocks,
    private readonly port: CustomerFilesPort,
    @Inject(filesConfig.token) private readonly config: FilesConfig,
  ) {}

  /** @throws Problem UPLOAD_BLOCKED, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, VALIDATION_ERROR, OUTCOME_UNCERTAIN. */
  upload(upload: Upload): Promise<FilesReceivedDto> {
    return this.send(upload, ({ type }) => {
      const kind = customerFileKinds.find((candidate) => candidate === (type ?? 'OUTROS'));
      if (kind !== undefined) return kind;
      throw invalid('type', `type must be one of ${customerFileKinds.join(', ')}`);
    });
  }

  /** As `upload`; the contract is blocked for further files, and the trust unlock is offered where there is one. */
  async sendPaymentProof(upload: Upload): Promise<PaymentProofReceivedDto> {
    const received = await this.send(upload, () => 'COMPROVANTE_PAGAMENTO');
    const { blockedUntil } = await this.blocks.allowance(upload.contractId);
    return {
      ...received,
      blocked_until: blockedUntil === null ? null : toSaoPauloInstant(blockedUntil),
      next_actions: (await this.canBeTrusted(upload)) ? [TRUST_UNLOCK] : [],
    };
  }

  /**
   * As `upload`, to another place at the provider than the customer's record; how many files it took over.
   * @param deliver throws only when none was surely added
   */
  async sendTo(upload: Upload, deliver: (files: readonly CustomerFile[]) => Promise<Delivery>): Promise<number> {
    return (await this.send(upload, () => 'DOCUMENTO', deliver)).received;
  }

  private async send(
    upload: Upload,
    kindOf: (fields: Readonly<Record<string, string>>) => CustomerFileKind,
    deliver?: (files: readonly CustomerFile[]) => Promise<Delivery>,
  ): Promise<FilesReceivedDto> {
    const { contractId, request } = upload;
    // Before the body is read: a refusal costs nobody 25 MB.
    await this.blocks.requireAllowed(contractId);
    if (this.inHand >= MOST_AT_ONCE) throw new Problem(problems.tooManyRequests, { retryAfterSeconds: 5 });
    this.inHand += 1;
    try {
      const { contents, fields } = await receiveFiles(request);
      if (contents.length === 0) throw invalid('files', 'files must hold at least one file');
      const kind = kindOf(fields);
      const files = await named(kind, contents);
      await this.withNewBudget(request, () => this.attach(upload, kind, files, deliver));
      return { received: files.length, type: kind };
    } finally {
      this.inHand -= 1;
    }
  }

  private async attach(
    { customerId, contractId }: Upload,
    kind: CustomerFileKind,
    files: readonly CustomerFile[],
    deliver: ((files: readonly CustomerFile[]) => Promise<Delivery>) | undefined,
  ): Promise<void> {
    const account = await this.accounts.get(customerId);
    const uploadId = await this.blocks.take(customerId, contractId, kind, files.length);
    const delivered = deliver === undefined ? this.port.attach(account, kind, files) : deliver(files);
    const outcome = await delivered.catch(async (error: unknown) => {
      await this.blocks.giveBack(uploadId, contractId);
      throw error;
    });
    if (outcome === 'refused') {
      await this.blocks.giveBack(uploadId, contractId);
      throw new Problem(problems.refusedByRule);
    }
    if (outcome === 'uncertain') {
      await this.blocks.uncertain(uploadId);
      throw new Problem(problems.outcomeUncertain);
    }
  }

  /** The request's budget was for answering, and a slow line has spent it on sending. */
  private withNewBudget<T>({ id: requestId }: FastifyRequest, work: () => Promise<T>): Promise<T> {
    const deadlineAt = performance.now() + this.config.timeoutMs;
    return new Promise((resolve, reject) => {
      runInRequestScope({ requestId, deadlineAt }, () => void work().then(resolve, reject));
    });
  }

  private async canBeTrusted({ customerId, contractId }: Upload): Promise<boolean> {
    try {
      const { capabilities } = await this.contracts.details(customerId, contractId);
      return capabilities.includes('REQUEST_TRUST_UNLOCK');
    } catch {
      // The proof is sent; what may come next can be asked elsewhere.
      return false;
    }
  }
}

/** Names of ours: what a customer calls a file may say who they are, or be meant for a shell. */
async function named(kind: CustomerFileKind, contents: readonly Buffer[]): Promise<CustomerFile[]> {
  const files: CustomerFile[] = [];
  for (const [place, content] of contents.entries()) {
    const type = await acceptedTypeOf(content);
    if (type === undefined) {
      throw new Problem(problems.unsupportedMediaType, {
        detail: 'Envie arquivos JPG, PNG, HEIC ou PDF.',
        extensions: { file: place + 1 },
      });
    }
    const name = `${kind.toLowerCase().replaceAll('_', '-')}-${place + 1}.${type.extension}`;
    files.push({ name, mediaType: type.mediaType, content });
  }
  return files;
}

const invalid = (field: string, message: string): Problem =>
  new Problem(problems.validation, { invalidFields: [{ field, message }] });
