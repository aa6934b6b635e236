import { PAYMENT_ID_PATTERN, POLICY_NUMBER_PATTERN } from '@decouple/contracts';
import { PAYMENT_STATUSES, type PaymentQuery, type PaymentStatus } from '@decouple/payments-domain';
import { Problem, type ProblemLocation } from '@decouple/platform';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { PaymentDto } from './payment.dto';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

@ApiSchema({ name: 'PaymentList' })
export class PaymentListDto {
  @ApiProperty({ description: 'Newest first.', type: [PaymentDto] })
  readonly payments!: readonly PaymentDto[];

  @ApiPropertyOptional({
    description: 'Send it as `cursor` to get the next page; absent on the last one.',
    type: String,
    pattern: PAYMENT_ID_PATTERN.source,
  })
  readonly nextCursor?: string;
}

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads the query of a list.
 *
 * @throws Problem 400 naming every bad parameter
 */
export function parsePaymentQuery(parameters: Parameters, clientId: string): PaymentQuery {
  const { cursor, limit = String(DEFAULT_PAGE_SIZE), policyNumber, status, ...unknown } = parameters;
  const errors: ProblemLocation[] =
    Object.keys(unknown).length > 0 ? [{ pointer: 'query', detail: KNOWN_PARAMETERS }] : [];
  const check = (
    name: string,
    value: string | readonly string[] | undefined,
    valid: (text: string) => boolean,
    detail: string,
  ): void => {
    if (value === undefined) return;
    if (typeof value !== 'string' || !valid(value)) errors.push({ pointer: `query:${name}`, detail });
  };
  const after = typeof cursor === 'string' ? decodeCursor(cursor) : undefined;
  check('policyNumber', policyNumber, (text) => POLICY_NUMBER_PATTERN.test(text), 'must be one policy number');
  check('status', status, isStatus, `must be one of: ${PAYMENT_STATUSES.join(', ')}`);
  check('limit', limit, isPageSize, `must be a whole number from 1 to ${MAX_PAGE_SIZE}`);
  check('cursor', cursor, () => after !== undefined, 'must be the nextCursor of an earlier page');
  if (errors.length > 0) throw invalidQuery(errors);
  return {
    clientId,
    limit: Number(limit),
    after,
    policyNumber: policyNumber as string | undefined,
    status: status as PaymentStatus | undefined,
  };
}

/** Opaque for clients. It is the last id of the page, so that its pattern can be described. */
export function encodeCursor(lastId: string): string {
  return lastId;
}

/** Earlier cursors were the id in base64; clients may still have them. */
function decodeCursor(cursor: string): string | undefined {
  return [cursor, Buffer.from(cursor, 'base64url').toString()].find((id) => PAYMENT_ID_PATTERN.test(id));
}

function isStatus(text: string): boolean {
  return (PAYMENT_STATUSES as readonly string[]).includes(text);
}

function isPageSize(text: string): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_PAGE_SIZE;
}

const KNOWN_PARAMETERS = 'unknown parameter; known are policyNumber, status, cursor and limit';

function invalidQuery(errors: readonly ProblemLocation[]): Problem {
  return new Problem({
    status: 400,
    code: 'query-invalid',
    title: 'The query is not valid',
    detail: 'The query parameters listed in "errors" are not valid. Correct them and send the request again.',
    errors,
  });
}
