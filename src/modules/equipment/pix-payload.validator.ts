import { ValidateBy } from 'class-validator';
import { parsePixPayload } from '../../common/brazil/pix.js';

/** The value is a Pix BR Code whose structure and CRC hold. */
export const IsPixPayload = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPixPayload',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parsePixPayload(value) !== undefined,
      defaultMessage: (args) => `${args?.property ?? 'payload'} must be a Pix BR Code whose CRC holds`,
    },
  });
