/** Where content that administrators write may lead. */
export interface LinkPolicy {
  readonly hosts: ReadonlySet<string>;
  /** Scheme of deep links, without its colon. */
  readonly appScheme: string;
}

// What browsers and apps read differently: a host's end, a line's end, a byte order mark.
const AMBIGUOUS = /[\\\s\p{C}]/u;

/** Whether the text is an https address on a host of the list, on the usual port and without credentials. */
export function isAllowedUrl(link: string, { hosts }: LinkPolicy): boolean {
  const url = parseLink(link);
  return url?.protocol === 'https:' && hosts.has(url.host) && url.username === '' && url.password === '';
}

/** Whether the text is a deep link into the app. */
export function isAllowedDeepLink(link: string, { appScheme }: LinkPolicy): boolean {
  return link.startsWith(`${appScheme}://`) && parseLink(link) !== undefined;
}

const parseLink = (link: string): URL | undefined =>
  AMBIGUOUS.test(link) || !URL.canParse(link) ? undefined : new URL(link);
