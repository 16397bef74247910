import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { type ActPlace, onContract } from '../../common/acts/act-holds.js';
import { IrreversibleActs } from '../../common/acts/irreversible-acts.js';
import { toSaoPauloInstant } from '../../common/brazil/dates.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
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

const ACCEPTED = { accepted: true as const };

const LONGEST_USER_AGENT = 500;

@Injectable()
export class ContractTermService {
  private readonly kind;

  constructor(
    private readonly accounts: CustomerAccounts,
    private readonly port: ContractTermPort,
    private readonly acts: IrreversibleActs,
    @InjectRepository(ContractTermAcceptanceEntity)
    private readonly acceptances: Repository<ContractTermAcceptanceEntity>,
    @Inject(contractsConfig.token) private readonly config: ContractsConfig,
  ) {
    this.kind = acts.declare({
      name: 'contract.term-acceptance',
      title: 'Aceite do contrato',
      request,
      outcome,
      // The provider cannot be asked whether a contract was accepted.
      find: () => Promise.resolve('unreadable' as const),
      assumed: () => ACCEPTED,
    });
  }

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
    const place = onContract(this.kind, customerId, contractId);
    const standing = await this.standing(place);
    if (standing !== undefined) return standing;
    const account = await this.accounts.get(customerId);
    try {
      return await this.acts.holding(this.kind, place, async (act) => {
        const accepted = await this.standing(place);
        if (accepted !== undefined) return accepted;
        const evidence = await this.evidence(customerId, contractId, read, origin);
        const { termVersion, documentSha256 } = evidence;
        const carryOut = async () => {
          const answer = await this.port.accept(account, contractId);
          if (answer === 'refused') throw new Problem(problems.refusedByRule);
          return answer === 'uncertain' ? answer : ACCEPTED;
        };
        await act.send({ termVersion, documentSha256 }, carryOut, async (manager) => {
          await manager.insert(ContractTermAcceptanceEntity, { ...evidence, actId: act.reference });
        });
        return acceptanceDto(contractId, 'ACCEPTED', evidence);
      });
    } catch (error) {
      const uncertain = error instanceof Problem && error.kind === problems.outcomeUncertain;
      const accepted = uncertain ? await this.standing(place) : undefined;
      // The customer has accepted, and the evidence of it stands.
      if (accepted !== undefined) return accepted;
      throw error;
    }
  }

  private async evidence(
    customerId: string,
    contractId: string,
    read: string | undefined,
    { ipAddress, userAgent }: AcceptanceOrigin,
  ): Promise<Omit<ContractTermAcceptanceEntity, 'actId' | 'act'>> {
    const { sha256 } = await this.document(customerId, contractId);
    if (read !== undefined && read.toLowerCase() !== sha256) throw new Problem(problems.termChanged);
    return {
      termVersion: this.config.termVersion,
      documentSha256: sha256,
      ipAddress,
      userAgent: userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
      acceptedAt: new Date(),
    };
  }

  /** An acceptance that was confirmed or may have been. */
  private async standing(place: ActPlace & { readonly contractId: string }): Promise<TermAcceptanceDto | undefined> {
    const last = await this.acts.lastDone(this.kind, place);
    // A new version of the term asks for another acceptance.
    const done = last?.request.termVersion === this.config.termVersion ? last : undefined;
    const act = done ?? (await this.acts.standing(this.kind, place.subject));
    if (act === undefined) return undefined;
    const evidence = await this.acceptances.findOneByOrFail({ actId: act.id });
    return acceptanceDto(place.contractId, done === undefined ? 'BEING_CONFIRMED' : 'ACCEPTED', evidence);
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
