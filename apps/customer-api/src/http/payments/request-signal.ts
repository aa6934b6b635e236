import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Tells a request that is being held back to stop waiting: its client is gone, or the application shuts down. */
@Injectable()
export class RequestSignal implements OnModuleDestroy {
  private readonly shutdown = new AbortController();

  of(reply: FastifyReply): AbortSignal {
    const request = new AbortController();
    const abort = (): void => request.abort();
    // What has happened already is not told again.
    if (this.shutdown.signal.aborted || reply.raw.destroyed) {
      abort();
      return request.signal;
    }
    // Not AbortSignal.any: the signals of finished requests would pile up on the one of the shutdown.
    this.shutdown.signal.addEventListener('abort', abort, { once: true });
    reply.raw.once('close', () => {
      this.shutdown.signal.removeEventListener('abort', abort);
      abort();
    });
    return request.signal;
  }

  /** Ends the waiting of all requests, and of those still to come. */
  release(): void {
    this.shutdown.abort();
  }

  onModuleDestroy(): void {
    this.release();
  }
}
