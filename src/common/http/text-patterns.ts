/** Something to read, in one line; the database takes neither NUL nor half a surrogate pair. */
export const LINE = /^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u;
export const LINE_MESSAGE = { message: '$property must be readable text in one line' };

/** Something to read, in any number of lines. */
export const PARAGRAPHS = /^(?=[^]*\S)(?:\n|[^\p{Cc}\p{Cs}])+$/u;
export const PARAGRAPHS_MESSAGE = { message: '$property must be readable text' };

/** ISO 8601 with its offset, in this century or the next. */
export const INSTANT_PATTERN =
  /^2[01]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
export const INSTANT_MESSAGE = {
  message: '$property must be an instant with its offset, such as 2026-12-01T08:00:00-03:00',
};
