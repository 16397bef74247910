import { SetMetadata } from '@nestjs/common';
import { Problem, type ProblemKind } from '../problem/problem.js';
import { problems } from '../problem/problem-kinds.js';
import type { AdminRestriction } from './principal.js';

export const RESTRICTIONS_METADATA = 'access:restrictions';

const REFUSALS: Readonly<Record<AdminRestriction, ProblemKind>> = {
  CHANGE_PASSWORD: problems.passwordChangeRequired,
  ENROL_TOTP: problems.totpEnrolmentRequired,
};

/** A route that a restricted session of an administrator may call; every other route refuses it. */
export const AdmitsRestricted = (...restrictions: AdminRestriction[]): MethodDecorator =>
  SetMetadata(RESTRICTIONS_METADATA, restrictions);

/** @throws Problem PASSWORD_CHANGE_REQUIRED or TOTP_ENROLMENT_REQUIRED on a route that does not admit the restriction. */
export function checkRestriction(
  restriction: AdminRestriction | undefined,
  admitted: readonly AdminRestriction[] | undefined,
): void {
  if (restriction === undefined || admitted?.includes(restriction) === true) return;
  throw new Problem(REFUSALS[restriction]);
}
