import type { EventValue } from './app-event.entity.js';
import { scrubPersonalData } from '../../common/brazil/personal-data-patterns.js';

const MOST_PARAMETERS = 25;
/** As Firebase and Google Analytics take names: letters, digits and underscores, a letter first, at most 40. */
export const EVENT_NAME_PATTERN = /^(?!(?:firebase|google|ga)_)[A-Za-z][A-Za-z0-9_]{0,39}$/;
const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
const TEXT = /^[^\p{Cc}\p{Cs}]{0,100}$/u;

/** Words of a name that say the value is about a person. */
const PERSONAL_WORDS: ReadonlySet<string> = new Set([
  'address',
  'bairro',
  'birth',
  'birthdate',
  'birthday',
  'celular',
  'cellphone',
  'cep',
  'cnpj',
  'cpf',
  'document',
  'documento',
  'email',
  'endereco',
  'fullname',
  'mail',
  'mobile',
  'nascimento',
  'nome',
  'passport',
  'password',
  'phone',
  'rg',
  'secret',
  'senha',
  'sobrenome',
  'ssn',
  'surname',
  'telefone',
  'token',
  'username',
  'whatsapp',
]);
/** `name` alone is of a person; `screen_name` and the like are not. */
const NAMES_OF_PERSONS: ReadonlySet<string> = new Set([
  'name',
  'first_name',
  'last_name',
  'full_name',
  'user_name',
  'customer_name',
  'mother_name',
]);

/**
 * What is wrong with the parameters of an event, or their values as they may be kept: texts without what looks like
 * personal data.
 */
export function readEventParameters(
  given: Readonly<Record<string, unknown>>,
): { readonly fault: string } | { readonly params: Readonly<Record<string, EventValue>> } {
  const entries = Object.entries(given);
  if (entries.length > MOST_PARAMETERS) return { fault: `params must be at most ${MOST_PARAMETERS}` };
  const params: Record<string, EventValue> = {};
  for (const [name, value] of entries) {
    if (!PARAMETER_NAME.test(name)) return { fault: 'names of params must be letters, digits and underscores' };
    if (isPersonal(name)) return { fault: 'params must not hold personal data' };
    if (!isEventValue(value)) {
      return { fault: 'params must be texts of at most 100 characters, numbers, true, false or null' };
    }
    params[name] = typeof value === 'string' ? scrubPersonalData(value) : value;
  }
  return { params };
}

const isEventValue = (value: unknown): value is EventValue =>
  value === null ||
  typeof value === 'boolean' ||
  Number.isFinite(value) ||
  (typeof value === 'string' && TEXT.test(value));

/** `customerCpf`, `customer_cpf` and `CPF` are the same words. */
function isPersonal(name: string): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
  return NAMES_OF_PERSONS.has(words.join('_')) || words.some((word) => PERSONAL_WORDS.has(word));
}
