import { QueryFailedError } from 'typeorm';
import { Problem } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import { hasErrorCode } from './error-code.js';

/** SQLSTATEs of a text that no column can hold: a NUL, or half a surrogate pair. */
const UNSTORABLE = ['22021', '22P05'];

/** Whoever sent such a text made a mistake, whatever field or id it stood in. */
export const unstorableTextProblem = (error: unknown): Problem | undefined =>
  error instanceof QueryFailedError && UNSTORABLE.some((code) => hasErrorCode(error.driverError, code))
    ? new Problem(problems.validation, { cause: error })
    : undefined;
