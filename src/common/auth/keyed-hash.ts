import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 of what must be comparable but not readable (documents, addresses); `purpose` keeps uses apart. */
export const keyedHash = (pepper: string, purpose: string, text: string): Buffer =>
  createHmac('sha256', pepper).update(purpose).update('\0').update(text).digest();
