import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { ApiProblems } from '../problem/api-problems.decorator.js';

/**
 * Who may call a route. `none`: anybody. `channel`: whoever holds a channel key. `customer`, `admin` and `service`: a
 * channel key and a token of that audience. `admin-or-service`: a channel key and a token of either.
 * `channel-or-customer`: a channel key; a customer's token is optional, and must be valid when it is given.
 */
export type Audience =
  'none' | 'channel' | 'channel-or-customer' | 'customer' | 'admin' | 'service' | 'admin-or-service';

export const ACCESS_METADATA = 'access:audience';
export const CHANNEL_KEY_SCHEME = 'channelKey';
export const CUSTOMER_SCHEME = 'customer';
export const ADMIN_SCHEME = 'admin';
export const SERVICE_SCHEME = 'service';

/** Declares a route's audience; a route without it is refused at start. */
export function Access(audience: Audience): MethodDecorator & ClassDecorator {
  const access = SetMetadata(ACCESS_METADATA, audience);
  switch (audience) {
    case 'none':
      return access;
    case 'channel':
      return applyDecorators(access, ApiSecurity({ [CHANNEL_KEY_SCHEME]: [] }), ApiProblems(400, 401, 429));
    case 'channel-or-customer':
      return applyDecorators(
        access,
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [] }),
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [], [CUSTOMER_SCHEME]: [] }),
        ApiProblems(400, 401, 429),
      );
    case 'customer':
      return applyDecorators(
        access,
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [], [CUSTOMER_SCHEME]: [] }),
        ApiProblems(400, 401, 429),
      );
    case 'admin':
      return applyDecorators(
        access,
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [], [ADMIN_SCHEME]: [] }),
        ApiProblems(400, 401, 403, 429),
      );
    case 'service':
      return applyDecorators(
        access,
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [], [SERVICE_SCHEME]: [] }),
        ApiProblems(400, 401, 403, 429),
      );
    case 'admin-or-service':
      return applyDecorators(
        access,
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [], [ADMIN_SCHEME]: [] }),
        ApiSecurity({ [CHANNEL_KEY_SCHEME]: [], [SERVICE_SCHEME]: [] }),
        ApiProblems(400, 401, 403, 429),
      );
  }
}
