import { z } from 'zod';
import type { Envelope, RefusalReader } from '../core/operation.js';

/** Answers are the resource itself; the status alone says whether it is one. */
export const wholeBody: Envelope = (payload) => ({ ok: true, value: payload });

/** Our words for what FCM refuses, as they stand in `UpstreamError.reason`. */
export const FCM_REASON = {
  unregistered: 'UNREGISTERED',
  invalidToken: 'INVALID_TOKEN',
  senderIdMismatch: 'SENDER_ID_MISMATCH',
  thirdPartyAuth: 'THIRD_PARTY_AUTH_ERROR',
  /** A field of the message is named as wrong: no device would get it. */
  invalidMessage: 'INVALID_MESSAGE',
  /** Wrong in a way that is not said; it may be the token or the message. */
  invalidArgument: 'INVALID_ARGUMENT',
  quota: 'QUOTA_EXCEEDED',
  unavailable: 'UNAVAILABLE',
  unauthenticated: 'UNAUTHENTICATED',
  permission: 'PERMISSION_DENIED',
} as const;

const FCM_ERROR = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';
/** Google's documentation prints this, without a field, as the answer to a malformed token. */
const MALFORMED_TOKEN = 'The registration token is not a valid FCM registration token';

const googleError = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string(),
    details: z
      .array(
        z.object({
          '@type': z.string(),
          errorCode: z.string().optional(),
          fieldViolations: z.array(z.object({ field: z.string().optional() })).optional(),
        }),
      )
      .default([]),
  }),
});
type GoogleError = z.output<typeof googleError>['error'];

/**
 * Reads Google's error envelope. What it says is certain: the message was not sent. An answer without the envelope is
 * not FCM's own word, and is left to its status.
 */
export const fcmRefusal: RefusalReader = (payload) => {
  const parsed = googleError.safeParse(payload);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  // FCM's own code says more than the status of the gateway before it: a refused APNs key comes as UNAUTHENTICATED.
  const code = error.details.find((detail) => detail['@type'] === FCM_ERROR)?.errorCode ?? error.status;
  switch (code) {
    case 'UNREGISTERED':
      return { ok: false, kind: 'not-found', reason: FCM_REASON.unregistered };
    case 'SENDER_ID_MISMATCH':
      return { ok: false, kind: 'rejected', reason: FCM_REASON.senderIdMismatch };
    case 'THIRD_PARTY_AUTH_ERROR':
    case 'APNS_AUTH_ERROR':
      return { ok: false, kind: 'rejected', reason: FCM_REASON.thirdPartyAuth };
    case 'INVALID_ARGUMENT':
      return { ok: false, kind: 'rejected', reason: reasonOfInvalidArgument(error) };
    case 'QUOTA_EXCEEDED':
    case 'RESOURCE_EXHAUSTED':
      return { ok: false, kind: 'rate-limited', reason: FCM_REASON.quota };
    case 'UNAVAILABLE':
    case 'INTERNAL':
      return { ok: false, kind: 'unavailable', reason: FCM_REASON.unavailable, certain: true };
    case 'UNAUTHENTICATED':
      return { ok: false, kind: 'our-credential', reason: FCM_REASON.unauthenticated };
    case 'PERMISSION_DENIED':
    case 'NOT_FOUND':
      // No such project, or our account has no right in it: the same for every message.
      return { ok: false, kind: 'unsupported', reason: FCM_REASON.permission };
    default:
      return undefined;
  }
};

/** The same status is said of a dead token and of a message of ours that nobody could get. */
function reasonOfInvalidArgument({ message, details }: GoogleError): string {
  const fields = details
    .filter((detail) => detail['@type'] === BAD_REQUEST)
    .flatMap(({ fieldViolations = [] }) => fieldViolations.map(({ field = '' }) => field));
  if (fields.length > 0) {
    return fields.every((field) => field === 'message.token') ? FCM_REASON.invalidToken : FCM_REASON.invalidMessage;
  }
  return message.startsWith(MALFORMED_TOKEN) ? FCM_REASON.invalidToken : FCM_REASON.invalidArgument;
}

/** RFC 6749 §5.2: every refusal of the token endpoint is about our account or its key. */
export const googleAccessRefusal: RefusalReader = (_, status) =>
  status >= 400 && status < 500 && status !== 429
    ? { ok: false, kind: 'our-credential', reason: 'account-refused' }
    : undefined;
