import { IsText } from '@decouple/validation';
import { Matches } from 'class-validator';

export const REASON_CODE_PATTERN = /^[a-z][a-z0-9-]{1,63}$/;

/** Why something did not go the usual way: a stable code for programs, a sentence for people. */
export class Reason {
  @Matches(REASON_CODE_PATTERN, { message: 'must be a lower-case code with dashes' })
  readonly code!: string;

  @IsText({ maxLength: 500, mayBeEmpty: true })
  readonly detail!: string;
}
