import { Injectable } from '@nestjs/common';
import type { Document } from '../../common/brazil/document.js';
import { RateLimits } from '../../common/http/rate-limits.js';
import { CustomerAccounts } from '../customers/customer-accounts.service.js';
import { CustomerPasswordsPort } from './customer-passwords.port.js';
import type { NextStepDto } from './passwords.dto.js';

const PER_ADDRESS = { name: 'user-verify-address', limit: 30, windowSeconds: 3_600 };
const PER_DOCUMENT = { name: 'user-verify-document', limit: 10, windowSeconds: 3_600 };

/** Where the app goes on with a document. */
@Injectable()
export class UserVerification {
  constructor(
    private readonly provider: CustomerPasswordsPort,
    private readonly accounts: CustomerAccounts,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Nobody can ask the provider whether a customer ever chose a password, so the account here decides: a first access
   * is for whoever never logged in here, and for whoever did so with the password that was handed out.
   */
  async nextStep(document: Document, address: string): Promise<NextStepDto['next_step']> {
    await this.limits.take(PER_ADDRESS, address);
    await this.limits.take(PER_DOCUMENT, document);
    if (!(await this.provider.isCustomer(document))) return 'SALES';
    const password = await this.accounts.passwordOf(document);
    return password === undefined || password.isDefault ? 'FIRST_ACCESS' : 'PASSWORD';
  }
}
