import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Ends the wait of a held request: its client has disconnected, or the application shuts down. */
@Injectable()
export class RequestSignal implements OnModuleDestroy {
  private readonly shutdown = new AbortController();

  of(reply: FastifyReply): AbortSignal {
    const request = new AbortController();
    const abort = (): void => request.abort();
    // An event in the past is not emitted again.
    if (this.shutdown.signal.aborted || reply.raw.destroyed) {
      abort();
      return request.signal;
    }
    // Not AbortSignal.any: the signals of finished requests would accumulate on the shutdown signal.
    this.shutdown.signal.addEventListener('abort', abort, { once: true });
    reply.raw.once('close', () => {
      this.shutdown.signal.removeEventListener('abort', abort);
      abort();
    });
    return request.signal;
  }

  /** Ends the wait of all requests, now and later. */
  release(): void {
    this.shutdown.abort();
  }

  onModuleDestroy(): void {
    this.release();
  }
}
