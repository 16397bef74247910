import type { ParameterKind } from './parameter.entity.js';

const MOST_CHARACTERS = 8_000;

/** What the database cannot keep in a JSON text: NUL and half a surrogate pair, as JSON.stringify escapes them. */
const NOT_STORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Why a value cannot stand for a parameter of this kind; undefined when it can. */
export function faultOfParameterValue(kind: ParameterKind, value: unknown): string | undefined {
  if (!isOfKind(kind, value)) return `value must be ${NAMES[kind]}`;
  const text = JSON.stringify(value);
  if (text.length > MOST_CHARACTERS) return `value must have at most ${MOST_CHARACTERS} characters as JSON`;
  return NOT_STORABLE.test(text) ? 'value must be readable text' : undefined;
}

const NAMES: Readonly<Record<ParameterKind, string>> = {
  BOOLEAN: 'true or false',
  NUMBER: 'a number',
  TEXT: 'a text',
  OBJECT: 'an object',
};

function isOfKind(kind: ParameterKind, value: unknown): boolean {
  switch (kind) {
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'NUMBER':
      return Number.isFinite(value);
    case 'TEXT':
      return typeof value === 'string';
    case 'OBJECT':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}
