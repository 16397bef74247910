import type { Answer } from '../core/answer.js';

interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

interface GoogleErrorOptions {
  /** FCM's own code, beside the status of the gateway before it. */
  readonly fcmCode?: string;
  readonly violations?: readonly FieldViolation[];
  readonly retryAfterSeconds?: number;
}

/** Google's error envelope with the details that FCM documents. */
export function googleError(code: number, status: string, message: string, options: GoogleErrorOptions = {}): Answer {
  const { fcmCode, violations = [], retryAfterSeconds } = options;
  const details = [
    ...(fcmCode === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode: fcmCode }]),
    ...(violations.length === 0
      ? []
      : [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations }]),
  ];
  return {
    status: code,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: { error: { code, message, status, ...(details.length === 0 ? {} : { details }) } },
  };
}

/** A field of the request is wrong, whoever it is for. */
export const badField = (field: string, description: string, fcmCode?: string): Answer =>
  googleError(400, 'INVALID_ARGUMENT', description, {
    ...(fcmCode === undefined ? {} : { fcmCode }),
    violations: [{ field, description }],
  });

/** RFC 6749 §5.2, as Google's token endpoint words it. */
export const oauthError = (error: string, description: string): Answer => ({
  status: 400,
  body: { error, error_description: description },
});
