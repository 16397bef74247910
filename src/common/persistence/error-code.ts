import { QueryFailedError } from 'typeorm';

/** Whether a caught value is an operating system error of this code, e.g. `ENOENT`. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** Whether a statement failed because a row like the new one is there already (SQLSTATE 23505). */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof QueryFailedError && hasErrorCode(error.driverError, '23505');
