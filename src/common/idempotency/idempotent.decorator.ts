import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ApiProblems } from '../problem/api-problems.decorator.js';

export const IDEMPOTENT_METADATA = 'idempotency:honoured';
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/**
 * Honours `Idempotency-Key`: the first answer is given again, byte for byte, for 24 hours; 409 while the first is in
 * flight, 422 for another request under the same key.
 */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(IDEMPOTENT_METADATA, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Any text of the app, 1 to 255 characters: a repetition gets the first answer again for 24 hours',
    }),
    ApiProblems(409, 422),
  );
