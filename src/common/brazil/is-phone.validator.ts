import { registerDecorator } from 'class-validator';
import { parsePhone } from './phone.js';

/** A field that must hold a Brazilian telephone with a known area code, in any common writing. */
export const IsPhone = (): PropertyDecorator => (target, propertyName) => {
  registerDecorator({
    name: 'isPhone',
    target: target.constructor,
    propertyName: String(propertyName),
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parsePhone(value)?.valid === true,
      defaultMessage: () => '$property must be a Brazilian telephone number with area code',
    },
  });
};
