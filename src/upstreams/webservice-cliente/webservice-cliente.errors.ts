import type { Envelope, Outcome } from '../core/operation.js';
import { normaliseWord } from '../core/fields.js';
import type { UpstreamErrorKind } from '../core/upstream-error.js';

/**
 * How the ERP says no with HTTP 200. Its texts are matched to choose one of our words and go no further.
 * Source: the failure examples of the document "Documentação WebService Cliente".
 */
const FAILURE_TEXTS: readonly (readonly [RegExp, UpstreamErrorKind, string])[] = [
  [
    /DADOS_DE_ACESSO|SENHA_ATUAL_DIGITADA|SENHA_ANTIGA_ESTA_INCORRETA|NAO_PERTENCEM_A_UM_USUARIO_ATIVO/,
    'customer-credential',
    'credentials-refused',
  ],
  [/NAO_ENCONTRA[DT]|NAO_FOI_POSSIVEL_ENCONTRAR|NAO_PERTENCE_A_NENHUM|NAO_EXISTE/, 'not-found', 'not-found'],
  [/INTERNAL_SERVER_ERROR|EXCECAO_NA_EXECUCAO/, 'unavailable', 'internal-error'],
  [/TOKEN/, 'our-credential', 'token-refused'],
  [/INTEIRAMENTE_QUITADA/, 'rejected', 'already-paid'],
  [/EXISTEM_DEBITOS/, 'rejected', 'open-debts'],
  [/NAO_HA_FECHAMENTOS/, 'not-found', 'no-closings'],
  [/INVALIDO/, 'rejected', 'invalid-field'],
];

function failureOf(text: unknown): Outcome {
  const word = typeof text === 'string' ? normaliseWord(text) : '';
  const known = FAILURE_TEXTS.find(([pattern]) => pattern.test(word));
  return known === undefined
    ? { ok: false, kind: 'rejected', reason: 'refused' }
    : { ok: false, kind: known[1], reason: known[2] };
}

const FAILURE_KEYS = ['error', 'Error', 'Erro', 'internalError'] as const;

/** The failure an ERP answer holds, whatever envelope it came in; undefined when it is none. */
function failureIn(payload: unknown): Outcome | undefined {
  if (typeof payload === 'string') {
    const word = normaliseWord(payload);
    return word === 'FALHA' || word === 'NOT_ACCEPTABLE'
      ? { ok: false, kind: 'rejected', reason: word.toLowerCase() }
      : undefined;
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const record = Object.fromEntries(Object.entries(payload)) as Readonly<Record<string, unknown>>;
  for (const key of FAILURE_KEYS) if (key in record && record[key] !== null) return failureOf(record[key]);
  if (record['access'] === false) return { ok: false, kind: 'rejected', reason: 'access-denied' };
  if (record['ClienteEncontrato'] === false || record['ClienteEncontrado'] === false) {
    return { ok: false, kind: 'not-found', reason: 'customer-unknown' };
  }
  if (record['resposta'] === 'FALHA') return { ok: false, kind: 'rejected', reason: 'falha' };
  const status = record['Status'] ?? record['status'];
  if (typeof status === 'string' && /ERROR|NOT_FOUND|BAD_REQUEST|FORBIDDEN|UNAUTHORIZED/.test(normaliseWord(status))) {
    const word = normaliseWord(status);
    if (word.includes('NOT_FOUND')) return { ok: false, kind: 'not-found', reason: 'not-found' };
    if (word.includes('UNAUTHORIZED')) return { ok: false, kind: 'our-credential', reason: 'unauthorized' };
    if (word.includes('ERROR')) return { ok: false, kind: 'unavailable', reason: 'internal-error' };
    return { ok: false, kind: 'rejected', reason: 'refused' };
  }
  return undefined;
}

/** A bare object, list or string. */
export const bare: Envelope = (payload) => failureIn(payload) ?? { ok: true, value: payload };

/** `{ "data": …, "status": "OK" }`. */
export const dataOf: Envelope = (payload) => {
  const failure = failureIn(payload);
  if (failure !== undefined) return failure;
  if (typeof payload === 'object' && payload !== null && 'data' in payload) return { ok: true, value: payload.data };
  return { ok: false, kind: 'bad-payload', reason: 'no-data' };
};

/** Bytes of a document; what is not bytes by then is a failure envelope or nothing we know. */
export const documentBytes: Envelope = (payload) => {
  if (payload instanceof Uint8Array) return { ok: true, value: payload };
  return failureIn(payload) ?? { ok: false, kind: 'bad-payload', reason: 'not-a-document' };
};

/** `{ "resposta": … }`. */
export const respostaOf: Envelope = (payload) => {
  const failure = failureIn(payload);
  if (failure !== undefined) return failure;
  if (typeof payload === 'object' && payload !== null && 'resposta' in payload) {
    return { ok: true, value: payload.resposta };
  }
  return { ok: false, kind: 'bad-payload', reason: 'no-resposta' };
};

/** `{ "success": … }`, which some answers spell `Success` or `Successo`. */
export const successOf: Envelope = (payload) => {
  const failure = failureIn(payload);
  if (failure !== undefined) return failure;
  const said =
    typeof payload === 'object' && payload !== null && Object.keys(payload).some((key) => /^successo?$/i.test(key));
  return said ? { ok: true, value: true } : { ok: false, kind: 'bad-payload', reason: 'no-success' };
};

/** A text that says the act is done, as it stands or in braces that are no JSON. A text that nobody knows proves nothing. */
export const textSaying =
  (done: RegExp): Envelope =>
  (payload) => {
    const failure = failureIn(payload);
    if (failure !== undefined) return failure;
    const text = typeof payload === 'string' ? payload : (JSON.stringify(payload) ?? '');
    if (done.test(normaliseWord(text))) return { ok: true, value: true };
    const refusal = failureOf(text);
    return !refusal.ok && refusal.reason === 'refused'
      ? { ok: false, kind: 'bad-payload', reason: 'unknown-text' }
      : refusal;
  };

/** One of these words, normalised, also where it means no: the answer's schema tells them apart. */
export const wordAmong =
  (...words: readonly string[]): Envelope =>
  (payload) => {
    const word = typeof payload === 'string' ? normaliseWord(payload) : undefined;
    if (word !== undefined && words.includes(word)) return { ok: true, value: word };
    return failureIn(payload) ?? { ok: false, kind: 'bad-payload', reason: 'unknown-word' };
  };

/** A list, bare or as the one list in an object: for answers that the document does not print. */
export const listWithin: Envelope = (payload) => {
  const failure = failureIn(payload);
  if (failure !== undefined) return failure;
  if (Array.isArray(payload)) return { ok: true, value: payload };
  const list = typeof payload === 'object' && payload !== null ? Object.values(payload).find(Array.isArray) : undefined;
  return list === undefined ? { ok: false, kind: 'bad-payload', reason: 'no-list' } : { ok: true, value: list };
};
