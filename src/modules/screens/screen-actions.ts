import { isAllowedDeepLink, isAllowedUrl, type LinkPolicy } from '../../common/links/link-policy.js';
import type { ScreenActionDto, ScreenActionType, ScreenConfirmationDto, ScreenMethod } from './screen.dto.js';

/** An action that sends something; GET only reads, and every app can carry it out. */
export interface HttpCall {
  readonly method: Exclude<ScreenMethod, 'GET'>;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly confirm?: ScreenConfirmationDto;
}

const action =
  (type: ScreenActionType) =>
  (id: string, label: string, value: string): ScreenActionDto => ({ id, type, label, value });

/** To another screen, by its path. */
export const navigate = action('NAVIGATE');
export const copy = action('COPY');
/** Reads a route of this API. */
export const read = action('HTTP');
export const openUrl = action('OPEN_URL');
export const deepLink = action('DEEPLINK');

export const submit = (id: string, label: string, { method, path, body, confirm }: HttpCall): ScreenActionDto => ({
  id,
  type: 'HTTP',
  label,
  value: path,
  method,
  body,
  ...(confirm === undefined ? {} : { confirm }),
});

export const REFRESH_ACTION: ScreenActionDto = { id: 'REFRESH', type: 'REFRESH', label: 'Tentar novamente', value: '' };

const SCREEN_PATH = /^\/app\/v1\/interface\/[\w/-]+(?:\?[\w=&%.-]*)?$/;
const ROUTE_PATH = /^\/app\/v1\/[\w/.%-]+(?:\?[\w=&%.,-]*)?$/;
const PHONE = /^\+[1-9]\d{6,14}$/;

/** Whether an action leads where actions may lead: our own routes, the app itself, and hosts of the list. */
export function isAllowedAction({ type, value }: ScreenActionDto, links: LinkPolicy): boolean {
  switch (type) {
    case 'NAVIGATE':
      return SCREEN_PATH.test(value);
    case 'HTTP':
      return ROUTE_PATH.test(value) && !value.includes('..');
    case 'DEEPLINK':
      return isAllowedDeepLink(value, links);
    case 'OPEN_URL':
      return isAllowedUrl(value, links);
    case 'CALL':
      return PHONE.test(value);
    case 'COPY':
      return value !== '';
    case 'REFRESH':
      return value === '';
  }
}
