import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, Repository } from 'typeorm';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { type CustomerCredential, UpstreamCredentials } from '../../common/auth/upstream-credentials.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { openCredential, resealCredential } from './credential-sealing.js';
import { CustomerSessionEntity } from './customer-session.entity.js';

@Injectable()
export class SealedUpstreamCredentials extends UpstreamCredentials {
  constructor(
    @InjectRepository(CustomerSessionEntity) private readonly sessions: Repository<CustomerSessionEntity>,
    @Inject(authConfig.token) private readonly config: AuthConfig,
    private readonly accounts: CustomerAccounts,
  ) {
    super();
  }

  async of(customer: CustomerPrincipal): Promise<CustomerCredential> {
    const { sessionId, credentialKey } = customer;
    const row = await this.sessions.findOneBy({ id: sessionId, revokedAt: IsNull() });
    const ciphertext = row?.sealedCredential ?? undefined;
    const password =
      credentialKey === undefined || ciphertext === undefined
        ? undefined
        : openCredential(this.config.credentialSealingKey, sessionId, { ciphertext, wrappedKey: credentialKey });
    if (password === undefined) throw new Problem(problems.upstreamCredentialsRequired);
    return { user: (await this.accounts.get(customer.customerId)).document, password };
  }

  /** Keeps a changed password under the key that the session's tokens carry, or forgets it when they carry none. */
  async replace(
    { sessionId, credentialKey }: CustomerPrincipal,
    password: string,
    manager: EntityManager = this.sessions.manager,
  ): Promise<void> {
    const sealedCredential =
      credentialKey === undefined
        ? undefined
        : resealCredential(this.config.credentialSealingKey, sessionId, credentialKey, password);
    await manager.update(CustomerSessionEntity, { id: sessionId }, { sealedCredential: sealedCredential ?? null });
  }
}
