import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { LoginThrottle } from '../../common/auth/login-throttle.js';
import type { CustomerPrincipal } from '../../common/auth/principal.js';
import type { Document } from '../../common/brazil/document.js';
import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { VerificationTokens } from '../one-time-codes/verification-tokens.service.js';
import { CustomerCredentialsPort } from './customer-credentials.port.js';
import { CustomerPasswordsPort } from './customer-passwords.port.js';
import { CustomerSessions } from './customer-sessions.service.js';
import { type PasswordAct, PasswordActs } from './password-acts.js';
import { datesOf, type PasswordFault, passwordFault, passwordFaultTexts } from './password-policy.js';
import { SealedUpstreamCredentials } from './sealed-upstream-credentials.js';

export interface ProvenCustomer {
  readonly document: Document;
  readonly purpose: 'FIRST_ACCESS' | 'PASSWORD_RECOVERY';
  readonly verificationToken: string;
}

const TRY_AGAIN = 'Não conseguimos confirmar a troca da senha. Aguarde um instante e tente novamente.';

/**
 * Sets passwords where the provider keeps them. Both acts of the provider's can lose their answer, and each may come
 * into effect late:
 *
 * - A *change* names the old password, so it has its effect once at most. Logging in with the new one reads what became
 *   of it, and sending it again is harmless.
 * - A *reset* tells its password only in its answer, so no reading brings a lost one back. Another reset does: it
 *   replaces a password that nobody knows. It is made when the customer comes back, never at once, so that a late first
 *   one does not undo what follows; and after it the log-in is tried before the customer is told that all is well.
 */
@Injectable()
export class Passwords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly provider: CustomerPasswordsPort,
    private readonly credentials: CustomerCredentialsPort,
    private readonly acts: PasswordActs,
    private readonly accounts: CustomerAccounts,
    private readonly sessions: CustomerSessions,
    private readonly sealed: SealedUpstreamCredentials,
    private readonly tokens: VerificationTokens,
    private readonly throttle: LoginThrottle,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(Passwords.name);
  }

  /**
   * Sets the password of somebody who proved to hold a registered contact, and ends all sessions.
   * @throws Problem VERIFICATION_TOKEN_REFUSED, PASSWORD_REFUSED, LOGIN_EXISTS (first access), REQUEST_IN_FLIGHT;
   * OUTCOME_UNCERTAIN, after which the same request is repeated with the same verification.
   */
  async setProven({ document, purpose, verificationToken }: ProvenCustomer, next: string): Promise<void> {
    await this.tokens.check(verificationToken, purpose, document);
    if (purpose === 'FIRST_ACCESS' && (await this.accounts.passwordOf(document))?.isDefault === false) {
      throw new Problem(problems.loginExists);
    }
    await this.requireGood(next, document);
    await this.asAct(document, async (act) => {
      // Whoever held the act before may have spent it.
      await this.tokens.check(verificationToken, purpose, document);
      if (!act.resumed || !(await this.opens(document, next))) await this.resetAndChange(act, document, next);
      await this.dataSource.transaction(async (manager) => {
        await this.tokens.spend(verificationToken, purpose, document, manager);
        const customerId = await this.accounts.passwordChanged(document, manager);
        if (customerId !== undefined) await this.sessions.revokeAll(customerId, 'password-changed', manager);
        await this.acts.end(act, manager);
      });
    });
  }

  /**
   * Changes the password of a logged-in customer, ends the other sessions and seals the new one for this session.
   * @throws Problem CURRENT_PASSWORD_WRONG, ACCOUNT_LOCKED after five of them, PASSWORD_REFUSED, REQUEST_IN_FLIGHT;
   * OUTCOME_UNCERTAIN, after which the same request is repeated.
   */
  async update(customer: CustomerPrincipal, current: string, next: string): Promise<void> {
    const { document } = await this.accounts.get(customer.customerId);
    // By account: whoever holds a token can come from anywhere.
    const subject = `password|${customer.customerId}`;
    await this.throttle.check(subject);
    if (next === current) throw refused('SAME_AS_CURRENT');
    await this.requireGood(next, document);
    await this.asAct(document, async (act) => {
      if (!act.resumed || !(await this.opens(document, next))) {
        await this.change(act, document, current, next, async () => {
          await this.throttle.failed(subject);
          return new Problem(problems.currentPasswordWrong);
        });
      }
      await this.dataSource.transaction(async (manager) => {
        await this.accounts.passwordChanged(document, manager);
        await this.sessions.revokeAll(customer.customerId, 'password-changed', manager, customer.sessionId);
        await this.sealed.replace(customer, next, manager);
        await this.acts.end(act, manager);
      });
      await this.throttle.succeeded(subject);
    });
  }

  private async resetAndChange(act: OpenAct, document: Document, next: string): Promise<void> {
    const reset = await this.provider.reset(document);
    if (reset.outcome === 'unknown') throw new Problem(problems.verificationTokenRefused);
    // From here on the password the customer knew may be gone.
    act.uncertain = true;
    if (reset.outcome === 'uncertain') throw uncertain();
    await this.change(act, document, reset.temporary, next, async () => uncertain());
    // An earlier reset may still have come in between.
    if (act.resumed && !(await this.opens(document, next))) throw uncertain();
  }

  private async change(
    act: OpenAct,
    document: Document,
    current: string,
    next: string,
    refusal: () => Promise<Problem>,
  ): Promise<void> {
    const outcome = await this.provider.change({ user: document, password: current }, next);
    if (outcome === 'changed') return;
    if (outcome === 'refused') throw await refusal();
    act.uncertain = true;
    if (!(await this.opensForSure(document, next))) throw uncertain();
  }

  private async opens(document: Document, password: string): Promise<boolean> {
    return (await this.credentials.verify(document, password)) !== undefined;
  }

  /** After a lost answer nothing less than a log-in counts, least of all a failed try of one. */
  private opensForSure(document: Document, password: string): Promise<boolean> {
    return this.opens(document, password).catch(() => false);
  }

  /** Work that ends its act itself when it succeeds; when it fails, the act stays if its outcome is uncertain. */
  private async asAct(document: Document, work: (act: OpenAct) => Promise<void>): Promise<void> {
    const begun = await this.acts.begin(document);
    const act: OpenAct = { ...begun, uncertain: begun.resumed };
    try {
      await work(act);
    } catch (error) {
      const settled = act.uncertain ? this.acts.leave(act) : this.acts.end(act);
      // Its lock runs out by itself, and the next act is then told that this one came to no certain end.
      await settled.catch((cause: unknown) => this.logger.error({ err: cause }, 'password act could not be settled'));
      throw error;
    }
  }

  private async requireGood(next: string, document: Document): Promise<void> {
    const fault = passwordFault(next, document);
    if (fault !== undefined) throw refused(fault);
    const dates = datesOf(next);
    if (dates.length === 0) return;
    // Asked only when the password is a date at all.
    const bornOn = await this.provider.birthDateOf(document);
    if (bornOn !== null && dates.includes(bornOn)) throw refused('BIRTH_DATE');
  }
}

interface OpenAct extends PasswordAct {
  /** Whether nobody knows, should the work fail now, which password holds. */
  uncertain: boolean;
}

const refused = (rule: PasswordFault): Problem =>
  new Problem(problems.passwordRefused, { detail: passwordFaultTexts[rule], extensions: { rule } });

const uncertain = (): Problem => new Problem(problems.outcomeUncertain, { detail: TRY_AGAIN });
