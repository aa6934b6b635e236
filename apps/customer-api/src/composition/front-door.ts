import type { Timers } from '@decouple/messaging-core';
import type { FrontDoor } from '@decouple/messaging-nest';
import { drainOnClose } from '@decouple/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RequestSignal } from '../http/payments/request-signal';

export interface FrontDoorSettings {
  /** Time from the request to stop until new connections are refused. */
  readonly shutdownDelaySeconds: number;
  readonly shutdownGraceSeconds: number;
}

/**
 * The public HTTP side of a stop. During the shutdown delay everything is served, and each response ends its
 * connection. Then event streams and held responses end at once: if they ended earlier, their clients would reconnect
 * to this instance.
 */
export function frontDoorOf(
  app: NestFastifyApplication,
  { shutdownDelaySeconds, shutdownGraceSeconds }: FrontDoorSettings,
  timers: Timers,
): FrontDoor {
  const drain = drainOnClose(app, shutdownGraceSeconds * 1_000);
  return {
    leave: () => {
      drain.leave();
      return timers.sleep(shutdownDelaySeconds * 1_000);
    },
    close: () => {
      app.get(RequestSignal).release();
      return drain.close();
    },
  };
}
