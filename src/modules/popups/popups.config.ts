import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

const hostNames = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
  )
  .refine(
    (hosts) => hosts.every((host) => URL.canParse(`https://${host}/`) && new URL(`https://${host}/`).host === host),
    'must be host names separated by commas',
  );

/** Schemes that other software than the app would open. */
const FOREIGN_SCHEMES = new Set([
  'http',
  'https',
  'javascript',
  'data',
  'file',
  'blob',
  'intent',
  'tel',
  'mailto',
  'sms',
]);

export const popupsConfig = defineConfig(
  'popups',
  {
    POPUP_LINK_HOSTS: variable(
      hostNames,
      'hosts that popups may link to and take images from, separated by commas; none when empty',
      { example: 'www.example.com,images.example.com' },
    ),
    POPUP_APP_SCHEME: variable(
      z
        .string()
        .default('provider')
        .refine(
          (scheme) => /^[a-z][a-z0-9+.-]{1,30}$/.test(scheme) && !FOREIGN_SCHEMES.has(scheme),
          'must be a URI scheme of the app’s own',
        ),
      'URI scheme of deep links into the app',
      { example: 'provider' },
    ),
    POPUPS_AT_ONCE: variable(
      wholeNumber(3, { min: 1, max: 20 }),
      'popups shown on one screen at once, besides a blocking one',
      { example: '3' },
    ),
  },
  (values) => ({
    links: { hosts: new Set(values.POPUP_LINK_HOSTS), appScheme: values.POPUP_APP_SCHEME },
    atOnce: values.POPUPS_AT_ONCE,
  }),
);

export type PopupsConfig = ConfigOf<typeof popupsConfig>;
