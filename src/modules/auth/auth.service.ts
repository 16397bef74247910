import { Inject, Injectable } from '@nestjs/common';
import { type AuthConfig, authConfig } from '../../common/auth/auth.config.js';
import { signAccessToken } from '../../common/auth/jwt-verification.js';
import { LoginThrottle } from '../../common/auth/login-throttle.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import { type Document, maskDocument, sameDocument } from '../../common/brazil/document.js';
import { OwnershipLedger } from '../../common/ownership/ownership-ledger.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerFactsService } from '../audience/customer-facts.service.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import type { LoggedInDto, TokenPairDto } from './auth.dto.js';
import { CustomerCredentialsPort } from './customer-credentials.port.js';
import { CustomerSessions, type Device, type OpenedSession } from './customer-sessions.service.js';

export interface LogInAttempt {
  readonly document: Document;
  readonly password: string;
  /** Failures are counted per document and address of the device. */
  readonly device: Device;
}

/** Log-in against the provider, and the local life of the session that follows. */
@Injectable()
export class AuthService {
  constructor(
    @Inject(authConfig.token) private readonly config: AuthConfig,
    private readonly credentials: CustomerCredentialsPort,
    private readonly accounts: CustomerAccounts,
    private readonly ledger: OwnershipLedger,
    private readonly facts: CustomerFactsService,
    private readonly sessions: CustomerSessions,
    private readonly throttle: LoginThrottle,
  ) {}

  /**
   * @throws Problem INVALID_CREDENTIALS for an unknown document and a wrong password alike; ACCOUNT_LOCKED after too
   * many of them.
   */
  async logIn(attempt: LogInAttempt): Promise<LoggedInDto> {
    // The pair, not the document alone: nobody can lock a customer out from elsewhere.
    const subject = `customer|${attempt.document}|${attempt.device.address}`;
    await this.throttle.check(subject);
    const verified = await this.credentials.verify(attempt.document, attempt.password);
    if (verified === undefined) {
      await this.throttle.failed(subject);
      throw new Problem(problems.invalidCredentials);
    }
    await this.throttle.succeeded(subject);
    // The provider's first password of a customer is the document itself.
    const passwordIsDefault = sameDocument(attempt.password, attempt.document);
    const account = await this.accounts.upsertAtLogIn({
      erpCustomerId: verified.erpCustomerId,
      document: attempt.document,
      firstName: verified.firstName,
      passwordIsDefault,
    });
    await this.ledger.replace(
      account.id,
      'contract',
      verified.contracts.map(({ id }) => ({ id })),
    );
    await this.facts.learnContracts(account.id, verified.contracts);
    const session = await this.sessions.open(account.id, attempt.device, attempt.password);
    return {
      ...this.tokens(session),
      must_update_password: passwordIsDefault,
      customer: { first_name: account.firstName, document_masked: maskDocument(account.document) },
      contracts: verified.contracts.map(({ id, plan, status }) => ({ id, plan, status })),
    };
  }

  /** @throws Problem TOKEN_REUSED or UNAUTHENTICATED. */
  async refresh(refreshToken: string, address: string): Promise<TokenPairDto> {
    return this.tokens(await this.sessions.rotate(refreshToken, address));
  }

  async logOut(customer: CustomerPrincipal): Promise<void> {
    await this.sessions.revoke(customer.sessionId, 'logged-out');
  }

  private tokens(session: OpenedSession): TokenPairDto {
    const settings = this.config.customerTokens;
    return {
      access_token: signAccessToken(settings, session.customerId, {
        sid: session.sessionId,
        ...(session.credentialKey === undefined ? {} : { ck: session.credentialKey }),
      }),
      refresh_token: session.refreshToken,
      token_type: 'Bearer',
      expires_in: settings.lifetimeSeconds,
    };
  }
}
