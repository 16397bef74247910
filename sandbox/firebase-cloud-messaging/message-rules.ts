import { z } from 'zod';
import type { Answer } from '../core/answer.js';
import { badField } from './answers.js';

const text = z.string();
const texts = z.record(z.string(), z.unknown());

/** Members of `Message` that the v1 API has, as far as a server sends them. */
const messageSchema = z.strictObject({
  token: text.optional(),
  topic: text.optional(),
  condition: text.optional(),
  notification: z.strictObject({ title: text.optional(), body: text.optional(), image: text.optional() }).optional(),
  data: texts.optional(),
  android: z
    .strictObject({
      collapse_key: text.optional(),
      priority: z.enum(['NORMAL', 'HIGH']).optional(),
      ttl: text.optional(),
      restricted_package_name: text.optional(),
      data: texts.optional(),
      notification: texts.optional(),
      direct_boot_ok: z.boolean().optional(),
    })
    .optional(),
  apns: z.strictObject({ headers: z.record(z.string(), z.string()).optional(), payload: texts.optional() }).optional(),
  webpush: texts.optional(),
  fcm_options: z.strictObject({ analytics_label: text.optional() }).optional(),
});
const requestSchema = z.strictObject({ message: messageSchema, validate_only: z.boolean().optional() });
export type SendRequest = z.output<typeof requestSchema>;

const TOPIC = /^[a-zA-Z0-9-_.~%]+$/;
const RESERVED_KEY = /^(?:from|message_type|gcm.*|google.*)$/;
const LONGEST_TTL_SECONDS = 2_419_200;
const INVALID = 'INVALID_ARGUMENT';

/** The request, or how the service refuses one that breaks its rules. */
export function readSendRequest(body: unknown): { readonly request: SendRequest } | { readonly refusal: Answer } {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) return { refusal: unparsed(parsed.error) };
  const refusal = brokenRule(parsed.data);
  return refusal === undefined ? { request: parsed.data } : { refusal };
}

/** The gateway's own words for JSON that is no such message. */
function unparsed({ issues }: z.ZodError): Answer {
  const [issue] = issues;
  if (issue === undefined) return badField('', 'Request contains an invalid argument.');
  const at = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return badField(at, `Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`);
  }
  return badField(at, `Invalid value at '${at}'`);
}

function brokenRule({ message }: SendRequest): Answer | undefined {
  const { token, topic, condition, data = {}, android } = message;
  const targets = [token, topic, condition].filter((target) => target !== undefined && target !== '');
  if (targets.length !== 1) return badField('message', 'Exactly one of token, topic or condition is required', INVALID);
  for (const [place, [key, value]] of Object.entries(data).entries()) {
    if (typeof value !== 'string') {
      const field = `message.data[${place}].value`;
      return badField(field, `Invalid value at '${field}' (TYPE_STRING), ${JSON.stringify(value)}`);
    }
    if (RESERVED_KEY.test(key)) return badField(`message.data[${key}]`, `Invalid data payload key: ${key}`, INVALID);
  }
  if (topic !== undefined && !TOPIC.test(topic)) return badField('message.topic', 'Malformed topic name', INVALID);
  const ttl = android?.ttl;
  if (ttl !== undefined) {
    const seconds = /^(\d+)(?:\.\d{1,9})?s$/.exec(ttl)?.[1];
    if (seconds === undefined) return badField('message.android.ttl', 'Illegal duration format');
    if (Number(seconds) > LONGEST_TTL_SECONDS) return badField('message.android.ttl', 'Invalid ttl', INVALID);
  }
  const limit = topic === undefined && condition === undefined ? 4_096 : 2_048;
  return payloadBytes(message) > limit ? badField('message', 'Message too big', INVALID) : undefined;
}

/** Names and values of what the device is handed. */
function payloadBytes({ notification = {}, data = {} }: SendRequest['message']): number {
  const parts = [...Object.values(notification), ...Object.entries(data).flat()];
  return parts.reduce<number>((sum, part) => sum + Buffer.byteLength(String(part)), 0);
}
