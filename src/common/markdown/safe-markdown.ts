import { marked, type Token } from 'marked';
import { isAllowedDeepLink, isAllowedUrl, type LinkPolicy } from '../links/link-policy.js';

/** Tags, comments and declarations, wherever they stand: what one reader of Markdown takes for code is HTML to another. */
const HTML = /<[a-z!/?]/i;
const MAIL = /^mailto:[^\s?<>"']{3,254}$/;
const TELEPHONE = /^tel:\+?\d{3,15}$/;

/**
 * What is wrong with a text in Markdown that is to be shown in the app, in words that follow its name: it holds no HTML,
 * images come from allowed hosts, and links lead to those, into the app, or to an e-mail address or telephone.
 *
 * @returns undefined when nothing is.
 */
export function faultOfMarkdown(text: string, policy: LinkPolicy): string | undefined {
  if (HTML.test(text)) return 'must be Markdown without HTML';
  const places: Token[] = [];
  void marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === 'link' || token.type === 'image' || token.type === 'def') places.push(token);
  });
  const refused = places.findIndex((token) => !isAllowedPlace(token, policy));
  return refused === -1 ? undefined : `must not lead where link or image ${refused + 1} of it leads`;
}

function isAllowedPlace(token: Token, policy: LinkPolicy): boolean {
  const address: unknown = 'href' in token ? token.href : undefined;
  if (typeof address !== 'string') return false;
  if (isAllowedUrl(address, policy)) return true;
  return (
    token.type !== 'image' && (isAllowedDeepLink(address, policy) || MAIL.test(address) || TELEPHONE.test(address))
  );
}
