import {
  type Payment,
  type PaymentCounts,
  PaymentNotFoundError,
  type PaymentAdminQueries,
} from '@decouple/payments-domain';
import { type CachedValue, parsePageQuery, Problem } from '@decouple/platform';
import { TEXT_PATTERN } from '@decouple/validation';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { type PaymentDto, paymentDto } from '../http/payments/payment.dto';
import { PAYMENT_COUNTS, PAYMENT_ADMIN_QUERIES } from './tokens';

/** Cap on search results; a query that matches more is too broad to be useful. */
const MAX_FOUND = 50;
const MAX_SEARCH_LENGTH = 255;

type RegisteredPaymentDto = PaymentDto &
  Pick<Payment, 'clientId' | 'idempotencyKey'> & {
    /** Absent for payments that were accepted before traces were kept. */
    readonly traceId?: string;
  };

/** The payments of all clients: for operators, never for clients. */
@Controller('v1/payments')
export class PaymentAdminController {
  constructor(
    @Inject(PAYMENT_ADMIN_QUERIES) private readonly queries: PaymentAdminQueries,
    @Inject(PAYMENT_COUNTS) private readonly counted: CachedValue<PaymentCounts>,
  ) {}

  /** All payments, page by page, or those that `search` matches: a request id, policy number or idempotency key. */
  @Get()
  @Header('cache-control', 'no-store')
  async page(@Query() parameters: Record<string, unknown>): Promise<{ readonly payments: readonly PaymentDto[] }> {
    if ('search' in parameters) {
      const found = await this.queries.search(searchedText(parameters), MAX_FOUND);
      return { payments: found.map(registeredPaymentDto) };
    }
    const payments = await this.queries.page(parsePageQuery(parameters));
    return { payments: payments.map(paymentDto) };
  }

  @Get('counts')
  @Header('cache-control', 'no-store')
  async counts(): Promise<{
    readonly counts: Readonly<Record<string, number>>;
    /** Absent if sales has replied to every payment. */
    readonly oldestUnansweredAt?: string;
  }> {
    const [counts, oldest] = await Promise.all([this.counted.latest(), this.queries.oldestUnanswered()]);
    return { counts, ...(oldest === undefined ? {} : { oldestUnansweredAt: oldest.toISOString() }) };
  }

  @Get(':requestId')
  @Header('cache-control', 'no-store')
  async show(@Param('requestId') requestId: string): Promise<RegisteredPaymentDto> {
    const payment = await this.queries.find(requestId);
    if (payment === undefined) throw new PaymentNotFoundError(requestId);
    return registeredPaymentDto(payment);
  }
}

function registeredPaymentDto(payment: Payment): RegisteredPaymentDto {
  const { clientId, idempotencyKey, traceId } = payment;
  return { ...paymentDto(payment), clientId, idempotencyKey, ...(traceId === undefined ? {} : { traceId }) };
}

/** No stored text contains a control character, and PostgreSQL accepts no NUL. */
function isSearchable(text: string): boolean {
  return text.length > 0 && text.length <= MAX_SEARCH_LENGTH && TEXT_PATTERN.test(text);
}

/** @throws Problem 400 */
function searchedText({ search, ...others }: Record<string, unknown>): string {
  const errors = Object.keys(others).map((name) => ({
    pointer: `query:${name}`,
    detail: 'cannot be combined with search',
  }));
  if (typeof search === 'string' && isSearchable(search) && errors.length === 0) return search;
  throw new Problem({
    status: 400,
    code: 'query-invalid',
    title: 'The query is not valid',
    detail: 'Search for one request id, policy number or idempotency key.',
    errors: [
      ...errors,
      ...(errors.length > 0
        ? []
        : [{ pointer: 'query:search', detail: `must be 1 to ${MAX_SEARCH_LENGTH} printable characters` }]),
    ],
  });
}
