import type { OutboxRelay, PeriodicTask } from '@decouple/messaging-core';
import type { RunningApplication } from '@decouple/platform';
import type { INestApplication } from '@nestjs/common';
import type { QueueTransport } from './queue-transport';

export interface QueueServiceParts {
  readonly app: INestApplication;
  readonly transport: QueueTransport;
  readonly relay: OutboxRelay;
  /** What else goes on in the background, such as reconciliation. */
  readonly tasks?: readonly PeriodicTask[];
  /** Opens the HTTP port: the last step, so that nothing is asked of a service that is not ready. */
  readonly listen: () => Promise<unknown>;
  /** What must stay open until all work is done, such as database pools; closed in this order. */
  readonly resources: readonly { close(): Promise<void> }[];
  /** Aborted when the service is to stop before it has started; it then takes no further step of the start. */
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Starts a Nest application that serves HTTP and a queue, and stops it in the order that loses nothing: no more pulling,
 * work in hand and open requests finished, the relay's batch settled, and only then connections closed.
 *
 * When a step of the start fails, or a stop is asked for meanwhile, what was opened is closed again. A step of the stop that fails keeps no later one from
 * being taken; what failed is thrown when all are done.
 */
export async function startQueueService(parts: QueueServiceParts): Promise<RunningApplication> {
  const { app, listen, relay, resources, stopping, tasks = [], transport } = parts;
  const close = (): Promise<void> =>
    takeAll([
      // First, and awaited: the hooks of the broker's own module stop without waiting for anything.
      () => transport.close(),
      () => app.close(),
      ...tasks.map((task) => () => task.stop()),
      () => relay.stop(),
      ...resources.map((resource) => () => resource.close()),
    ]);
  try {
    stopping?.throwIfAborted();
    app.connectMicroservice({ strategy: transport });
    // The adapters of the broker get ready while the application initializes; only then may the transport listen.
    await app.init();
    stopping?.throwIfAborted();
    await app.startAllMicroservices();
    stopping?.throwIfAborted();
    relay.start();
    for (const task of tasks) task.start();
    await listen();
  } catch (error) {
    try {
      await close();
    } catch (closing) {
      throw new AggregateError([error, closing], 'The start failed, and so did closing what it had opened.', {
        cause: closing,
      });
    }
    throw error;
  }
  return { close };
}

async function takeAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, 'Several steps of the stop failed.');
  if (failures.length === 1) throw failures[0];
}
