import { PAYMENT_ID_PATTERN } from '@decouple/contracts';
import { AcceptPayment, GetPayment, ListPayments, type Payment, PaymentNotFoundError } from '@decouple/payments-domain';
import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseClientId } from './client-id';
import { DescribeAccept, DescribeGet, DescribeList } from './describe-payments';
import { entityTag, knownVersion, matchesEntityTag } from './entity-tag';
import { HTTP_SETTINGS, type HttpSettings } from './http-settings';
import { parseIdempotencyKey } from './idempotency-key';
import { parsePaymentRequest } from './parse-payment-request';
import { type PaymentDto, paymentDto, statusUrl } from './payment.dto';
import { encodeCursor, parsePaymentQuery, type PaymentListDto } from './payment-list.dto';
import { orderFrom } from './payment-request.dto';
import { PaymentsInFlight } from '../server/payments-in-flight';
import { pollAgainSeconds } from './polling-advice';
import { preferredWaitSeconds } from './preferences';
import { RequestSignal } from './request-signal';
import { traceContextOf } from './trace-context';

@ApiTags('Payments')
@Controller('v1/payments')
export class PaymentsController {
  constructor(
    @Inject(AcceptPayment) private readonly acceptPayment: AcceptPayment,
    @Inject(GetPayment) private readonly getPayment: GetPayment,
    @Inject(ListPayments) private readonly listPayments: ListPayments,
    @Inject(PaymentsInFlight) private readonly inFlight: PaymentsInFlight,
    @Inject(RequestSignal) private readonly requestSignal: RequestSignal,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Post()
  @HttpCode(202)
  @DescribeAccept()
  // Reads the request and sends the response itself: Nest's handling of either allocates several promises per payment.
  async accept(@Res() reply: FastifyReply): Promise<void> {
    this.inFlight.enter();
    try {
      const { body, headers } = reply.request;
      const order = orderFrom(parsePaymentRequest(body));
      const { payment, replayed } = await this.acceptPayment.execute({
        clientId: this.clientOf(headers),
        idempotencyKey: parseIdempotencyKey(headers['idempotency-key'] as string | undefined),
        order,
        trace: traceContextOf(headers),
      });
      reply.header('location', statusUrl(payment.id));
      if (replayed) reply.header('idempotency-replayed', 'true');
      void reply.send(this.show(payment, reply));
    } finally {
      // Also if the client has disconnected.
      this.inFlight.leave();
    }
  }

  @Get(':requestId')
  @DescribeGet()
  async get(
    @Param('requestId') requestId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentDto | undefined> {
    if (!PAYMENT_ID_PATTERN.test(requestId)) throw new PaymentNotFoundError(requestId);
    const { headers } = request;
    const waitSeconds = preferredWaitSeconds(headers['prefer']);
    const ifNoneMatch = headers['if-none-match'];
    const payment = await this.getPayment.execute({
      clientId: this.clientOf(headers),
      requestId,
      wait:
        waitSeconds === undefined
          ? undefined
          : { milliseconds: waitSeconds * 1_000, knownVersion: knownVersion(ifNoneMatch) },
      signal: this.requestSignal.of(reply),
    });
    if (waitSeconds !== undefined) reply.header('preference-applied', `wait=${waitSeconds}`);
    reply.header('vary', `prefer, ${this.settings.clientIdHeader}`);
    const representation = this.show(payment, reply);
    if (!matchesEntityTag(ifNoneMatch, entityTag(payment.version))) return representation;
    reply.status(304);
    return undefined;
  }

  @Get()
  @Header('cache-control', 'no-store')
  @DescribeList()
  async list(
    @Query() parameters: Record<string, string>,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentListDto> {
    const query = parsePaymentQuery(parameters, this.clientOf(headers));
    const { payments, next } = await this.listPayments.execute(query);
    const page = { payments: payments.map(paymentDto) };
    if (next === undefined) return page;
    const nextCursor = encodeCursor(next);
    const address = new URLSearchParams({ ...parameters, cursor: nextCursor });
    reply.header('link', `</v1/payments?${address.toString()}>; rel="next"`);
    return { ...page, nextCursor };
  }

  private show(payment: Payment, reply: FastifyReply): PaymentDto {
    const seconds = pollAgainSeconds(payment, this.settings.now());
    if (seconds !== undefined) reply.header('retry-after', String(seconds));
    reply.header('etag', entityTag(payment.version));
    // "no-cache": a cache may store the response, but must revalidate it with the ETag.
    reply.header('cache-control', 'private, no-cache');
    return paymentDto(payment);
  }

  private clientOf(headers: FastifyRequest['headers']): string {
    return parseClientId(headers[this.settings.clientIdHeader], this.settings.clientIdHeader);
  }
}
