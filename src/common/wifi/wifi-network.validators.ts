import { ValidateBy } from 'class-validator';
import { isSsid, isWpaPassphrase } from './wifi-network.js';

/** The value is a name that a Wi-Fi network can bear. */
export const IsSsid = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSsid',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isSsid(value),
      defaultMessage: (args) =>
        `${args?.property ?? 'ssid'} must be 1 to 32 bytes of UTF-8 without blanks at its ends or control characters`,
    },
  });

/** The value is a WPA2 passphrase. */
export const IsWpaPassphrase = (): PropertyDecorator =>
  ValidateBy({
    name: 'isWpaPassphrase',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isWpaPassphrase(value),
      defaultMessage: (args) => `${args?.property ?? 'password'} must be 8 to 63 printable ASCII characters`,
    },
  });
