import { UpstreamError } from './upstream-error.js';

/** How a write ended that needs no answer; every other failure may be tried again later. */
export type WriteOutcome = 'done' | 'unsupported' | 'uncertain';

/**
 * The outcome of a write in a domain's words: refused for good, or impossible there, is `unsupported`.
 * @throws UpstreamError when it was certainly not carried out and may be later.
 */
export async function outcomeOfWrite(write: Promise<unknown>): Promise<WriteOutcome> {
  try {
    await write;
    return 'done';
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === 'uncertain') return 'uncertain';
    if (error.kind === 'unsupported' || error.kind === 'rejected' || error.kind === 'not-found') return 'unsupported';
    throw error;
  }
}
