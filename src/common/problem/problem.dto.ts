import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One refused field. */
export class InvalidFieldDto {
  @ApiProperty({ description: 'Path of the field as the caller sent it', example: 'document' })
  field!: string;

  @ApiProperty({ example: 'document must be a valid CPF or CNPJ' })
  message!: string;
}

/** `application/problem+json` (RFC 9457). */
export class ProblemDto {
  @ApiProperty({ description: 'Stable URI reference of the kind of problem', example: '/problems/validation-error' })
  type!: string;

  @ApiProperty({ description: 'Short text in Portuguese, the same for every occurrence', example: 'Dados inválidos' })
  title!: string;

  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty({ description: 'Machine-readable kind', example: 'VALIDATION_ERROR' })
  code!: string;

  @ApiPropertyOptional({ description: 'What happened this time, in Portuguese' })
  detail?: string;

  @ApiProperty({ description: 'Path of the request, without its query', example: '/app/v1/customers/auth' })
  instance!: string;

  @ApiProperty({ description: 'Names this request in the logs' })
  request_id!: string;

  @ApiPropertyOptional({ description: 'Protocol number, when an attendance was opened before the refusal' })
  protocol?: string;

  @ApiPropertyOptional({ type: [InvalidFieldDto], description: 'Refused fields of a 400' })
  errors?: InvalidFieldDto[];
}
