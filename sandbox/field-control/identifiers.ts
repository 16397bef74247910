/** The account whose simulator this is; every id ends with it. */
const ACCOUNT = 1;

/** Ids are the base64 of a number or a UUID and the account, as in the document's examples (`MTox` is `1:1`). */
export const fieldControlId = (key: number | string): string =>
  Buffer.from(`${key}:${ACCOUNT}`, 'utf8').toString('base64');

/** Whether a text could be an id at all. */
export const looksLikeId = (text: string): boolean =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) && /^[\w-]+:\d+$/.test(Buffer.from(text, 'base64').toString('utf8'));
