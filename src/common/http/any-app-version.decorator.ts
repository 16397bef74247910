import { SetMetadata } from '@nestjs/common';

export const ANY_APP_VERSION_METADATA = 'http:any-app-version';

/** A route that retired versions of the app may go on calling: paying, health, the version check, legal texts. */
export const AnyAppVersion = (): MethodDecorator & ClassDecorator => SetMetadata(ANY_APP_VERSION_METADATA, true);
