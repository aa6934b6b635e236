import type { OutboxRelay } from '@decouple/messaging-core';
import type { RunningApplication } from '@decouple/platform';
import type { INestApplication } from '@nestjs/common';
import type { QueueTransport } from './queue-transport';

export interface QueueServiceParts {
  readonly app: INestApplication;
  readonly transport: QueueTransport;
  readonly relay: OutboxRelay;
  /** Opens the HTTP port: the last step, so that nothing is asked of a service that is not ready. */
  readonly listen: () => Promise<unknown>;
  /** What must stay open until all work is done, such as database pools; closed in this order. */
  readonly resources: readonly { close(): Promise<void> }[];
}

/**
 * Starts a Nest application that serves HTTP and a queue, and stops it in the order that loses nothing: no more pulling,
 * work in hand and open requests finished, the relay's batch settled, and only then connections closed.
 *
 * When a step of the start fails, what was opened is closed again.
 */
export async function startQueueService(parts: QueueServiceParts): Promise<RunningApplication> {
  const { app, listen, relay, resources, transport } = parts;
  const close = async (): Promise<void> => {
    // First, and awaited: the hooks of the broker's own module stop without waiting for anything.
    await transport.close();
    await app.close();
    await relay.stop();
    for (const resource of resources) await resource.close();
  };
  try {
    app.connectMicroservice({ strategy: transport });
    // The adapters of the broker get ready while the application initializes; only then may the transport listen.
    await app.init();
    await app.startAllMicroservices();
    relay.start();
    await listen();
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}
