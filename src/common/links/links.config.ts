import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../config/config.js';

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

/** Where the app's content may lead: a `LinkPolicy`. */
export const linksConfig = defineConfig(
  'links',
  {
    LINK_HOSTS: variable(
      hostNames,
      'hosts that content may link to and take images from, separated by commas; none when empty',
      { example: 'www.example.com,images.example.com' },
    ),
    APP_SCHEME: variable(
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
  },
  (values) => ({ hosts: new Set(values.LINK_HOSTS), appScheme: values.APP_SCHEME }),
);

export type LinksConfig = ConfigOf<typeof linksConfig>;
