import { PAYMENT_STATUSES } from '@decouple/payments-domain';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { PaymentDto } from './payment.dto';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PaymentListDto } from './payment-list.dto';
import { PaymentRequestDto } from './payment-request.dto';
import { MAX_WAIT_SECONDS } from './preferences';

const text = { type: 'string' } as const;
const STATUS_HEADERS = {
  ETag: { description: 'Version of the status, for If-None-Match.', schema: text },
  'Retry-After': { description: 'Seconds after which to ask again; absent when the status is final.', schema: text },
};
const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const problem = (status: number, description: string) => ApiResponse({ status, description, content: problemContent });

const CommonProblems = () =>
  applyDecorators(
    problem(408, 'The request took too long to arrive.'),
    problem(431, 'The headers are too large.'),
    problem(500, 'Something went wrong here; nothing is known to be wrong with the request.'),
    ApiResponse({
      status: 503,
      description: 'The service cannot answer right now.',
      headers: { 'Retry-After': { description: 'Seconds after which to try again.', schema: text } },
      content: problemContent,
    }),
  );

/** OpenAPI description of `POST /v1/payments`. */
export const DescribeAccept = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'acceptPayment',
      summary: 'Accept a payment',
      description:
        'Stores the payment and answers at once with a request id; sales records it afterwards. Poll the address in `Location` for what became of it.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'A key of the client’s making, new for every payment and the same on every repetition. Kept as long as the payment itself.',
      schema: { ...text, minLength: 1, maxLength: 257, example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"' },
    }),
    ApiBody({ type: PaymentRequestDto }),
    ApiResponse({
      status: 202,
      type: PaymentDto,
      description:
        'The payment is durably stored. With a key that was used before: the payment it stands for, as it is now.',
      headers: {
        ...STATUS_HEADERS,
        Location: { description: 'Address of the payment’s status.', schema: text },
        'Idempotency-Replayed': { description: '`true` when the key was used before.', schema: text },
      },
    }),
    problem(400, 'The request is not valid; nothing was stored.'),
    problem(413, 'The body is too large.'),
    problem(415, 'The body is not JSON.'),
    problem(422, 'The idempotency key was used before with other data.'),
    CommonProblems(),
  );

/** OpenAPI description of `GET /v1/payments/{requestId}`. */
export const DescribeGet = () =>
  applyDecorators(
    ApiOperation({ operationId: 'getPayment', summary: 'Tell where a payment stands' }),
    ApiParam({
      name: 'requestId',
      description: 'From the answer to the payment.',
      schema: { ...text, format: 'uuid' },
    }),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag that the client has.', schema: text }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: `\`wait=N\` holds the answer up to N seconds (at most ${MAX_WAIT_SECONDS}) until the status changes (RFC 7240).`,
      schema: { ...text, example: 'wait=20' },
    }),
    ApiOkResponse({
      type: PaymentDto,
      description: 'The status and what happened so far.',
      headers: {
        ...STATUS_HEADERS,
        'Preference-Applied': { description: 'The wait that was granted.', schema: text },
      },
    }),
    ApiResponse({
      status: 304,
      description: 'Nothing changed since the version in If-None-Match.',
      headers: STATUS_HEADERS,
    }),
    problem(404, 'No payment of this client has this id.'),
    problem(400, 'The client id is malformed, or the address cannot be decoded.'),
    problem(414, 'The request id is too long to be one.'),
    CommonProblems(),
  );

/** OpenAPI description of `GET /v1/payments`. */
export const DescribeList = () =>
  applyDecorators(
    ApiOperation({ operationId: 'listPayments', summary: 'List payments, newest first' }),
    ApiQuery({ name: 'policyNumber', required: false, schema: text }),
    ApiQuery({ name: 'status', required: false, schema: { ...text, enum: [...PAYMENT_STATUSES] } }),
    ApiQuery({ name: 'cursor', required: false, description: '`nextCursor` of the page before.', schema: text }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
    }),
    ApiOkResponse({
      type: PaymentListDto,
      headers: { Link: { description: '`rel="next"`: the next page.', schema: text } },
    }),
    problem(400, 'The query is not valid.'),
    CommonProblems(),
  );

/** OpenAPI description of `GET /v1/payments/{requestId}/events`. */
export const DescribeEvents = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'followPayment',
      summary: 'Follow a payment',
      description:
        'Server-Sent Events: one `status` event with the payment at once and one at each change. The stream ends when the payment is final, and after five minutes; a client that connects again goes on.',
    }),
    ApiParam({
      name: 'requestId',
      description: 'From the answer to the payment.',
      schema: { ...text, format: 'uuid' },
    }),
    ApiResponse({
      status: 200,
      description: 'The events.',
      content: { 'text/event-stream': { schema: { ...text, description: 'Each `data` is a Payment.' } } },
    }),
    problem(400, 'The request is not valid.'),
    problem(404, 'There is no such payment, or it belongs to another client.'),
    problem(414, 'The address is too long.'),
    CommonProblems(),
  );
