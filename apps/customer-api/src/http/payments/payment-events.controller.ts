import { PAYMENT_ID_PATTERN } from '@decouple/contracts';
import { GetPayment, isFinal, type Payment, PaymentNotFoundError } from '@decouple/payments-domain';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseClientId } from './client-id';
import { DescribeEvents } from './describe-payments';
import { HTTP_SETTINGS, type HttpSettings } from './http-settings';
import { paymentDto } from './payment.dto';
import { RequestSignal } from './request-signal';

/** Interval of comments, which keep proxies from closing an idle stream. */
const HEARTBEAT_MILLISECONDS = 15_000;
/** Maximum duration of a stream. The browser then reconnects, to an instance that is not about to stop. */
const LONGEST_STREAM_MILLISECONDS = 300_000;
const RECONNECT_MILLISECONDS = 1_000;
/** At a stop all streams end at the same time; their clients reconnect spread over this time. */
const RECONNECT_SPREAD_MILLISECONDS = 2_000;

@ApiTags('Payments')
@Controller('v1/payments')
export class PaymentEventsController {
  constructor(
    @Inject(GetPayment) private readonly getPayment: GetPayment,
    @Inject(RequestSignal) private readonly requestSignal: RequestSignal,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  /** Server-Sent Events (HTML standard, 9.2): `status` with the payment, now and at every change, until it is final. */
  @Get(':requestId/events')
  @DescribeEvents()
  async follow(
    @Param('requestId') requestId: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!PAYMENT_ID_PATTERN.test(requestId)) throw new PaymentNotFoundError(requestId);
    const clientId = parseClientId(headers[this.settings.clientIdHeader], this.settings.clientIdHeader);
    const signal = this.requestSignal.of(reply);
    // Before the stream begins, so that an unknown payment gets a 404.
    const first = await this.getPayment.execute({ clientId, requestId, signal });
    const stream = beginStream(reply);
    const until = performance.now() + LONGEST_STREAM_MILLISECONDS;
    try {
      let shown = first;
      stream.write(eventOf(first));
      while (!isFinal(shown) && !signal.aborted && performance.now() < until) {
        const payment = await this.getPayment.execute({
          clientId,
          requestId,
          wait: { milliseconds: HEARTBEAT_MILLISECONDS, knownVersion: shown.version },
          signal,
        });
        if (signal.aborted) break;
        stream.write(payment.version === shown.version ? ': nothing new\n\n' : eventOf(payment));
        shown = payment;
      }
      if (signal.aborted) stream.write(`retry: ${spreadReconnect(requestId)}\n\n`);
    } finally {
      // Also after an error: the client reconnects, or polls and gets the error.
      stream.end();
    }
  }
}

function beginStream(reply: FastifyReply): FastifyReply['raw'] {
  // Headers that plugins have set, such as the security headers, belong to this response as well.
  const headers = { ...reply.getHeaders() } as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // nginx and others buffer ordinary responses.
    'x-accel-buffering': 'no',
  });
  reply.raw.write(`retry: ${RECONNECT_MILLISECONDS}\n\n`);
  return reply.raw;
}

function eventOf(payment: Payment): string {
  return `event: status\nid: ${payment.version}\ndata: ${JSON.stringify(paymentDto(payment))}\n\n`;
}

/** Derived from the random end of the payment id, so it differs between streams that end together. */
function spreadReconnect(requestId: string): number {
  return RECONNECT_MILLISECONDS + (Number.parseInt(requestId.slice(-8), 16) % RECONNECT_SPREAD_MILLISECONDS);
}
