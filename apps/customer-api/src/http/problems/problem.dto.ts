import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'ProblemLocation' })
export class ProblemLocationDto {
  @ApiProperty({
    description: 'JSON Pointer into the body, or the header or query parameter.',
    type: String,
    example: '#/amount/value',
  })
  readonly pointer!: string;

  @ApiProperty({ description: 'The expected value.', type: String })
  readonly detail!: string;
}

/** Problem details (RFC 9457). */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  @ApiProperty({
    description: 'Identifies the kind of problem; its address explains it.',
    type: String,
    format: 'uri-reference',
  })
  readonly type!: string;

  @ApiProperty({ description: 'The kind of problem, for people.', type: String })
  readonly title!: string;

  @ApiProperty({ description: 'The status of the response.', type: 'integer', minimum: 400, maximum: 599 })
  readonly status!: number;

  @ApiProperty({ description: 'What happened, what it means, what to do next.', type: String })
  readonly detail!: string;

  @ApiProperty({ description: 'The address of the request.', type: String, format: 'uri-reference' })
  readonly instance!: string;

  @ApiPropertyOptional({ description: 'Every invalid place of the request.', type: [ProblemLocationDto] })
  readonly errors?: readonly ProblemLocationDto[];
}
