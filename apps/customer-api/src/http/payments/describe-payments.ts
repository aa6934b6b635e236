import { PAYMENT_ID_PATTERN, POLICY_NUMBER_PATTERN } from '@decouple/contracts';
import { PAYMENT_STATUSES } from '@decouple/payments-domain';
import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  type ApiHeaderOptions,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
} from '@nestjs/swagger';
import { DescribeProblems } from '../problems/describe-problems';
import { IDEMPOTENCY_KEY_PATTERN } from './idempotency-key';
import { PaymentDto } from './payment.dto';
import {
  ACCEPTED_EXAMPLES,
  EVENT_EXAMPLES,
  EXAMPLE_ADDRESS,
  LIST_EXAMPLES,
  PAYMENT_EXAMPLES,
  REQUEST_EXAMPLES,
} from './payment-examples';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PaymentListDto } from './payment-list.dto';
import { PaymentRequestDto } from './payment-request.dto';
import { MAX_WAIT_SECONDS } from './preferences';

const text = { type: 'string' } as const;
const address = { type: 'string', format: 'uri-reference' } as const;
const seconds = { type: 'integer', minimum: 1 } as const;
const CACHE_CONTROL = { description: 'Who may cache the response, and for how long.', schema: text };
const STATUS_HEADERS = {
  ETag: { description: 'Version of the status, for If-None-Match.', schema: text },
  'Retry-After': { description: 'Seconds after which to poll again; absent if the status is final.', schema: seconds },
  'Cache-Control': CACHE_CONTROL,
};
const WAIT_HEADERS = {
  ...STATUS_HEADERS,
  'Preference-Applied': { description: 'The granted wait; absent if none was requested.', schema: text },
  Vary: { description: 'The request headers that affect the response.', schema: text },
};

const DescribeRequestId = () =>
  ApiParam({
    name: 'requestId',
    description: 'From the response to the payment.',
    schema: { ...text, format: 'uuid' },
    example: EXAMPLE_ADDRESS.slice('/v1/payments/'.length),
  });

/** OpenAPI description of `POST /v1/payments`. */
export const DescribeAccept = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'acceptPayment',
      summary: 'Accept a payment',
      description:
        'Stores the payment and responds at once with a request id; sales records it afterwards. Poll the address in `Location` for the outcome.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'A key that the client generates for each payment and sends with every retry: in double quotes (RFC 8941), or bare. Kept as long as the payment. A key that is a card number with a valid check digit is refused.',
      schema: { ...text, pattern: IDEMPOTENCY_KEY_PATTERN },
      example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
    }),
    ApiHeader({
      name: 'traceparent',
      required: false,
      description: 'The trace that the payment belongs to (W3C Trace Context); a malformed one is ignored.',
      schema: text,
      example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }),
    ApiHeader({ name: 'tracestate', required: false, description: 'Belongs to `traceparent`.', schema: text }),
    ApiBody({ type: PaymentRequestDto, examples: REQUEST_EXAMPLES }),
    ApiResponse({
      status: 202,
      type: PaymentDto,
      examples: ACCEPTED_EXAMPLES,
      description: 'The payment is durably stored. For a key that was used before: the current state of its payment.',
      headers: {
        ...STATUS_HEADERS,
        Location: { description: 'Address of the payment’s status.', schema: address },
        'Idempotency-Replayed': {
          description: '`true` if the key was used before; absent otherwise.',
          schema: { ...text, enum: ['true'] },
        },
      },
    }),
    DescribeProblems(
      '/v1/payments',
      'malformed-body',
      'validation-failed',
      'card-number-refused',
      'idempotency-key-missing',
      'idempotency-key-malformed',
      'client-id-malformed',
      'body-too-large',
      'unsupported-media-type',
      'idempotency-key-reused',
      'overloaded',
    ),
  );

/** OpenAPI description of `GET /v1/payments/{requestId}`. */
export const DescribeGet = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'getPayment',
      summary: 'Get a payment',
      description:
        'Poll again after the seconds in `Retry-After`, or long-poll with `Prefer: wait`, with the `ETag` of the previous response.',
    }),
    DescribeRequestId(),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag of the version that the client has.',
      schema: text,
      example: '"v2"',
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: `\`wait=N\` holds the response for up to N seconds (at most ${MAX_WAIT_SECONDS}) until the status changes (RFC 7240).`,
      schema: text,
      example: 'wait=20',
    }),
    ApiOkResponse({
      type: PaymentDto,
      description: 'The status and the history.',
      examples: PAYMENT_EXAMPLES,
      headers: WAIT_HEADERS,
    }),
    ApiResponse({
      status: 304,
      description: 'Nothing changed since the version in If-None-Match.',
      headers: WAIT_HEADERS,
    }),
    DescribeProblems(EXAMPLE_ADDRESS, 'client-id-malformed', 'payment-not-found', 'uri-too-long'),
  );

/** OpenAPI description of `GET /v1/payments`. */
export const DescribeList = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'listPayments',
      summary: 'List payments, newest first',
      description: 'A page of this client’s payments. `nextCursor`, and the address in `Link`, lead to the next page.',
    }),
    ApiQuery({
      name: 'policyNumber',
      required: false,
      description: 'Only payments for this policy.',
      schema: { ...text, pattern: POLICY_NUMBER_PATTERN.source },
    }),
    ApiQuery({
      name: 'status',
      required: false,
      description: 'Only payments with this status.',
      schema: { ...text, enum: [...PAYMENT_STATUSES] },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: '`nextCursor` of the previous page.',
      schema: { ...text, pattern: PAYMENT_ID_PATTERN.source },
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      description: 'Maximum number of payments on a page.',
      schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
    }),
    ApiOkResponse({
      type: PaymentListDto,
      description: 'A page of payments.',
      examples: LIST_EXAMPLES,
      headers: {
        Link: { description: '`rel="next"`: the next page; absent on the last one.', schema: text },
        'Cache-Control': CACHE_CONTROL,
      },
    }),
    DescribeProblems('/v1/payments', 'query-invalid', 'client-id-malformed'),
  );

/** One event, as OpenAPI describes streams: it has the fields of the HTML standard, and its data is JSON text. */
const EVENT_SCHEMA = {
  type: 'object',
  description: 'One event of the stream. A comment is sent after 15 seconds without an event.',
  required: ['event', 'id', 'data'],
  properties: {
    event: { ...text, enum: ['status'] },
    id: { ...text, pattern: '^[1-9][0-9]*$', description: 'Version of the status.' },
    data: {
      ...text,
      description: 'The current payment, a Payment as JSON text.',
      contentMediaType: 'application/json',
    },
    retry: { type: 'integer', description: 'Milliseconds after which to reconnect when the stream ends.' },
  },
} as NonNullable<ApiHeaderOptions['schema']>;

/** OpenAPI description of `GET /v1/payments/{requestId}/events`. */
export const DescribeEvents = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'followPayment',
      summary: 'Follow a payment',
      description:
        'Server-Sent Events: one `status` event with the payment at once and one at each change. The stream ends when the payment is final, and after five minutes; a client that reconnects continues.',
    }),
    DescribeRequestId(),
    ApiResponse({
      status: 200,
      description: 'The events.',
      headers: {
        'Cache-Control': CACHE_CONTROL,
        'X-Accel-Buffering': { description: '`no`: proxies must not buffer the events.', schema: text },
      },
      content: {
        'text/event-stream': {
          schema: EVENT_SCHEMA,
          examples: EVENT_EXAMPLES,
        },
      },
    }),
    DescribeProblems(`${EXAMPLE_ADDRESS}/events`, 'client-id-malformed', 'payment-not-found', 'uri-too-long'),
  );
