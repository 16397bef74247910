import type { ArgumentMetadata } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsInt, IsString, MaxLength, ValidateNested } from 'class-validator';
import { createValidationPipe } from './validation.pipe.js';

class Named {
  @IsString()
  @MaxLength(3)
  name!: string;
}

class Aged extends Named {
  @IsInt()
  @Type(() => Number)
  age!: number;
}

class Household {
  @ValidateNested()
  @Type(() => Aged)
  head!: Aged;
}

const body = (metatype: ArgumentMetadata['metatype']): ArgumentMetadata => ({ type: 'body', metatype });

describe('the validation pipe', () => {
  // A second pipe in the same process, and a class that was checked before, are no different.
  const pipes = [createValidationPipe(), createValidationPipe()];

  it.each([pipes[0], pipes[1], pipes[0]])('checks a class by its own rules and inherited ones', async (pipe) => {
    await expect(pipe?.transform({ name: 'Ana', age: '7', more: 1 }, body(Aged))).resolves.toEqual({
      name: 'Ana',
      age: 7,
    });
    await expect(pipe?.transform({ name: 'Maria', age: 'x' }, body(Aged))).rejects.toMatchObject({
      options: { invalidFields: [{ field: 'age' }, { field: 'name' }] },
    });
    await expect(pipe?.transform({ name: 'Ana' }, body(Named))).resolves.toEqual({ name: 'Ana' });
  });

  it('names the field of a nested object, and never repeats a value', async () => {
    const refusal: unknown = await pipes[0]
      ?.transform({ head: { name: '11144477735', age: 7 } }, body(Household))
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ options: { invalidFields: [{ field: 'head.name' }] } });
    expect(JSON.stringify(refusal)).not.toContain('11144477735');
  });
});
