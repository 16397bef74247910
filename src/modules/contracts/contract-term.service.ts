import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { type ContractActRules, type ContractActScope, ContractActs } from './contract-acts.service.js';
import { ContractTermAcceptanceEntity } from './contract-term-acceptance.entity.js';
import type { TermAcceptanceDto } from './contract-term.dto.js';
import { ContractTermPort } from './contract-term.port.js';
import { type ContractsConfig, contractsConfig } from './contracts.config.js';

/** Where an acceptance came from. */
export interface AcceptanceOrigin {
  readonly ipAddress: string;
  readonly userAgent: string | undefined;
}

const request = z.object({ termVersion: z.string(), documentSha256: z.string() });
const outcome = z.object({ accepted: z.literal(true) });

const LONGEST_USER_AGENT = 500;

/** The provider cannot be asked whether a contract was accepted: what is uncertain is never found, nor sent again. */
const RULES: ContractActRules<z.infer<typeof request>, z.infer<typeof outcome>> = {
  request,
  outcome,
  find: async () => undefined,
};

@Injectable()
export class ContractTermService {
  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ContractTermPort,
    private readonly acts: ContractActs,
    @InjectRepository(ContractTermAcceptanceEntity)
    private readonly acceptances: Repository<ContractTermAcceptanceEntity>,
    @Inject(contractsConfig.token) private readonly config: ContractsConfig,
  ) {}

  /** The contract's term as a PDF, with its SHA-256. */
  async document(customerId: string, contractId: string): Promise<{ bytes: Uint8Array; sha256: string }> {
    const bytes = await this.port.document(await this.accounts.get(customerId), contractId);
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  /**
   * Accepts the contract: the evidence is kept first, then the provider is told, once. An acceptance that stands, or
   * whose answer was lost, is answered and not repeated.
   * @param read SHA-256 of the document that the customer read, when the app says it
   * @throws Problem TERM_CHANGED, REFUSED or REQUEST_IN_FLIGHT.
   */
  async accept(
    customerId: string,
    contractId: string,
    read: string | undefined,
    origin: AcceptanceOrigin,
  ): Promise<TermAcceptanceDto> {
    const scope: ContractActScope = { customerId, contractId, kind: 'TERM_ACCEPTANCE' };
    const standing = await this.standing(scope);
    if (standing !== undefined) return standing;
    const { sha256 } = await this.document(customerId, contractId);
    if (read !== undefined && read.toLowerCase() !== sha256) throw new Problem(problems.termChanged);
    const account = await this.accounts.get(customerId);
    const evidence = {
      termVersion: this.config.termVersion,
      documentSha256: sha256,
      ipAddress: origin.ipAddress,
      userAgent: origin.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
      acceptedAt: new Date(),
    };
    const accepted = this.acts.carryOut(scope, RULES, {
      request: { termVersion: evidence.termVersion, documentSha256: sha256 },
      keep: async (manager, actId) => {
        await manager.insert(ContractTermAcceptanceEntity, { ...evidence, actId });
      },
      send: async () => {
        const answer = await this.port.accept(account, contractId);
        if (answer === 'refused') throw new Problem(problems.refusedByRule);
        return answer === 'uncertain' ? answer : { accepted: true };
      },
    });
    const status = await accepted.then(
      () => 'ACCEPTED' as const,
      (error: unknown) => {
        // The customer has accepted, and the evidence of it stands.
        if (error instanceof Problem && error.kind === problems.outcomeUncertain) return 'BEING_CONFIRMED' as const;
        throw error;
      },
    );
    return acceptanceDto(contractId, status, evidence);
  }

  /** An acceptance that was confirmed or may have been. */
  private async standing(scope: ContractActScope): Promise<TermAcceptanceDto | undefined> {
    const last = await this.acts.lastDone(scope, RULES);
    // A new version of the term asks for another acceptance.
    const done = last?.request.termVersion === this.config.termVersion ? last : undefined;
    const pending = done === undefined ? await this.acts.pending(scope) : null;
    const actId = done?.id ?? pending?.id;
    if (actId === undefined) return undefined;
    const evidence = await this.acceptances.findOneByOrFail({ actId });
    return acceptanceDto(scope.contractId, done === undefined ? 'BEING_CONFIRMED' : 'ACCEPTED', evidence);
  }
}

const acceptanceDto = (
  contractId: string,
  status: TermAcceptanceDto['status'],
  evidence: Pick<ContractTermAcceptanceEntity, 'termVersion' | 'documentSha256' | 'acceptedAt'>,
): TermAcceptanceDto => ({
  contract_id: contractId,
  status,
  term_version: evidence.termVersion,
  document_sha256: evidence.documentSha256,
  accepted_at: toSaoPauloInstant(evidence.acceptedAt),
});
