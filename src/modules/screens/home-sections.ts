/** The sections of Home, in the order they are shown. */
export const homeSectionIds = [
  'blocking-banner',
  'warnings',
  'contracts',
  'connection',
  'invoices',
  'shortcuts',
  'banners',
  'menu',
  'popups',
  'messages',
] as const;
export type HomeSectionId = (typeof homeSectionIds)[number];
