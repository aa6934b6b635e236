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
const CACHE_CONTROL = { description: 'Who may keep the answer, and for how long.', schema: text };
const STATUS_HEADERS = {
  ETag: { description: 'Version of the status, for If-None-Match.', schema: text },
  'Retry-After': { description: 'Seconds after which to ask again; absent when the status is final.', schema: seconds },
  'Cache-Control': CACHE_CONTROL,
};
const WAIT_HEADERS = {
  ...STATUS_HEADERS,
  'Preference-Applied': { description: 'The wait that was granted; absent when none was asked for.', schema: text },
  Vary: { description: 'The headers of the request that decide about the answer.', schema: text },
};

const DescribeRequestId = () =>
  ApiParam({
    name: 'requestId',
    description: 'From the answer to the payment.',
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
        'Stores the payment and answers at once with a request id; sales records it afterwards. Poll the address in `Location` for what became of it.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'A key of the client’s making, new for every payment and the same on every repetition: in double quotes (RFC 8941), or bare. Kept as long as the payment itself. A key that is a card number, with a valid check digit, is refused.',
      schema: { ...text, pattern: IDEMPOTENCY_KEY_PATTERN },
      example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
    }),
    ApiHeader({
      name: 'traceparent',
      required: false,
      description: 'The trace that the payment belongs to (W3C Trace Context); one that is malformed is ignored.',
      schema: text,
      example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }),
    ApiHeader({ name: 'tracestate', required: false, description: 'Goes with `traceparent`.', schema: text }),
    ApiBody({ type: PaymentRequestDto, examples: REQUEST_EXAMPLES }),
    ApiResponse({
      status: 202,
      type: PaymentDto,
      examples: ACCEPTED_EXAMPLES,
      description:
        'The payment is durably stored. With a key that was used before: the payment it stands for, as it is now.',
      headers: {
        ...STATUS_HEADERS,
        Location: { description: 'Address of the payment’s status.', schema: address },
        'Idempotency-Replayed': {
          description: '`true` when the key was used before; absent otherwise.',
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
      summary: 'Tell where a payment stands',
      description:
        'Ask again after the seconds in `Retry-After`, or hold the question with `Prefer: wait`, always with the `ETag` of the answer before.',
    }),
    DescribeRequestId(),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag that the client has.',
      schema: text,
      example: '"v2"',
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: `\`wait=N\` holds the answer up to N seconds (at most ${MAX_WAIT_SECONDS}) until the status changes (RFC 7240).`,
      schema: text,
      example: 'wait=20',
    }),
    ApiOkResponse({
      type: PaymentDto,
      description: 'The status and what happened so far.',
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
      description:
        'A page of the payments of this client. `nextCursor`, and the address in `Link`, lead to the next one.',
    }),
    ApiQuery({
      name: 'policyNumber',
      required: false,
      description: 'Payments for this policy alone.',
      schema: { ...text, pattern: POLICY_NUMBER_PATTERN.source },
    }),
    ApiQuery({
      name: 'status',
      required: false,
      description: 'Payments that stand there now.',
      schema: { ...text, enum: [...PAYMENT_STATUSES] },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: '`nextCursor` of the page before.',
      schema: { ...text, pattern: PAYMENT_ID_PATTERN.source },
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      description: 'The most payments on a page.',
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

/** Of one event, as OpenAPI describes streams: each has the fields of the HTML standard, and its data is a JSON text. */
const EVENT_SCHEMA = {
  type: 'object',
  description: 'One event of the stream. A comment is sent every 15 seconds in which nothing happens.',
  required: ['event', 'id', 'data'],
  properties: {
    event: { ...text, enum: ['status'] },
    id: { ...text, pattern: '^[1-9][0-9]*$', description: 'Version of the status.' },
    data: {
      ...text,
      description: 'A Payment as JSON text: the payment as it is now.',
      contentMediaType: 'application/json',
    },
    retry: { type: 'integer', description: 'Milliseconds after which to connect again, when the stream ends.' },
  },
} as NonNullable<ApiHeaderOptions['schema']>;

/** OpenAPI description of `GET /v1/payments/{requestId}/events`. */
export const DescribeEvents = () =>
  applyDecorators(
    ApiOperation({
      operationId: 'followPayment',
      summary: 'Follow a payment',
      description:
        'Server-Sent Events: one `status` event with the payment at once and one at each change. The stream ends when the payment is final, and after five minutes; a client that connects again goes on.',
    }),
    DescribeRequestId(),
    ApiResponse({
      status: 200,
      description: 'The events.',
      headers: {
        'Cache-Control': CACHE_CONTROL,
        'X-Accel-Buffering': { description: '`no`: proxies must not hold the events back.', schema: text },
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
