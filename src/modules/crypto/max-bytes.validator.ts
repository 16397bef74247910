import { ValidateBy, type ValidationOptions } from 'class-validator';

/** A text that is not empty and has so many bytes in UTF-8 at most. Half a surrogate pair has no bytes of its own. */
export const MaxBytes = (limit: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'maxBytes',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' &&
          value !== '' &&
          value.isWellFormed() &&
          Buffer.byteLength(value, 'utf8') <= limit,
        defaultMessage: () => `$property must be text of 1 to ${limit} bytes`,
      },
    },
    options,
  );
