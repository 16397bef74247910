import { Problem } from '../../common/problem/problem.js';
import { problems } from '../../common/problem/problem-kinds.js';
import type { SubscriberLogin } from './partner-access.port.js';

/** Lower case, as headers arrive. `authorization` is the partner's own token. */
export const SUBSCRIBER_HEADER = 'x-subscriber-authorization';

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
const LONGEST = 512;

/**
 * The customer's login in the form of HTTP Basic (RFC 7617): in a header, because addresses end up in logs.
 * @throws Problem VALIDATION_ERROR when there is none.
 */
export function subscriberLogin(header: string | undefined): SubscriberLogin {
  const encoded = header !== undefined && header.length <= LONGEST ? BASIC.exec(header)?.[1] : undefined;
  const [, username, password] =
    encoded === undefined ? [] : (/^([^:]+):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []);
  if (username === undefined || password === undefined) {
    throw new Problem(problems.validation, {
      invalidFields: [
        { field: 'X-Subscriber-Authorization', message: 'must be Basic with the customer’s user and password' },
      ],
    });
  }
  return { username, password };
}
