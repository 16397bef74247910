import { registerDecorator } from 'class-validator';
import { parseDocument } from './document.js';

/** A field that must hold a valid CPF or CNPJ, with or without punctuation. */
export const IsDocument = (): PropertyDecorator => (target, propertyName) => {
  registerDecorator({
    name: 'isDocument',
    target: target.constructor,
    propertyName: String(propertyName),
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseDocument(value) !== undefined,
      defaultMessage: () => '$property must be a valid CPF or CNPJ',
    },
  });
};
