/** A name without accents, in upper case and with single spaces: systems of the provider write one name in many ways. */
export const comparableName = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/\s+/g, ' ').trim();
