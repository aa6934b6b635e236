import type { Timers } from '@decouple/messaging-core';
import type { FrontDoor } from '@decouple/messaging-nest';
import { drainOnClose } from '@decouple/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RequestSignal } from '../http/payments/request-signal';

export interface FrontDoorSettings {
  /** From the announcement of a stop until new connections are refused. */
  readonly shutdownDelaySeconds: number;
  readonly shutdownGraceSeconds: number;
}

/**
 * The public HTTP side of a stop. While it leaves, everything is served, and each answer ends its connection. Then streams
 * and held answers end at once: ended sooner, their clients would come back to this instance.
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
