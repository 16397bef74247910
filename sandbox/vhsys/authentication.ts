import type { Answer } from '../core/answer.js';
import type { HandlerRequest, SimulatedOperation } from '../core/handler.js';
import { failure } from './requests.js';
import type { VhsysState } from './state.js';

/**
 * Both tokens, in every request. The document prints no refusal of them; this is the hardest it leaves open: the status
 * of "not found" with another text.
 */
export const tokenCheck =
  (credentials: { readonly accessToken: string; readonly secretAccessToken: string }) =>
  (_: SimulatedOperation, { headers }: HandlerRequest<VhsysState>): Answer | undefined =>
    headers['access-token'] === credentials.accessToken &&
    headers['secret-access-token'] === credentials.secretAccessToken
      ? undefined
      : failure('Acesso negado!');
