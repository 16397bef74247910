import type { Answer } from '../core/answer.js';

/** The envelope of a failure. The document prints none: this is the one of a success, saying no. */
export const failure = (statusCode: number, message: string, timestamp: number): Answer => ({
  status: statusCode,
  body: { status: false, data: null, message, critical: [], statusCode, timestamp },
});
