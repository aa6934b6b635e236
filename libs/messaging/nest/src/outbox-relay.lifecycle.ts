import { OutboxRelay } from '@decouple/messaging-core';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * Runs the relay for as long as the application runs. It ends after the handlers, which drain in `onModuleDestroy` and
 * may still add messages, and before database pools, which close in `onApplicationShutdown`.
 */
@Injectable()
export class OutboxRelayLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly relay: OutboxRelay) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.relay.stop();
  }
}
