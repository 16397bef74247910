import { SetMetadata } from '@nestjs/common';

export const ANY_APP_VERSION_METADATA = 'http:any-app-version';

/**
 * A route that retired versions of the app may go on calling: paying, the customer's own data, health, the version check
 * and legal texts; and whatever leads to a log-in, without which most of these are out of reach. Paying without a log-in
 * (quick invoice) is no way out: it gives no receipt, no link and no data, and knows a bill by its document only.
 */
export const AnyAppVersion = (): MethodDecorator & ClassDecorator => SetMetadata(ANY_APP_VERSION_METADATA, true);
