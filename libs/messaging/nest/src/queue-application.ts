import type { OutboxRelay, PeriodicTask } from '@decouple/messaging-core';
import type { INestApplication } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';

export interface RunningApplication {
  /** Stops taking work, finishes what is in flight, closes everything. */
  close(): Promise<void>;
}

/** The HTTP side that clients of a service use. */
export interface FrontDoor {
  /** Asks clients to go elsewhere, and resolves when they have had the time to; all are served meanwhile. */
  leave(): Promise<void>;
  /** Accepts no further client. Resolves when the last one has left; none may delay it. */
  close(): Promise<void>;
}

export interface QueueApplicationDeps {
  readonly app: INestApplication;
  readonly transport: CustomTransportStrategy & { close(): Promise<void> };
  readonly relay: OutboxRelay;
  /** Told first of a stop, so that balancers send nothing more. */
  readonly health?: { announceStop(): void };
  /** Absent when only operators use the service over HTTP. */
  readonly frontDoor?: FrontDoor;
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
 * Starts a Nest application that serves HTTP and a queue, and stops it in the order that loses nothing: clients sent
 * elsewhere while all goes on; then no more pulling, and messages, requests and background tasks finished side by side,
 * within one grace; the relay's batch settled; and only then connections closed.
 *
 * When a step of the start fails, or a stop is asked for meanwhile, what was opened is closed again, at once. A step of the
 * stop that fails keeps no later one from being taken; what failed is thrown when all are done.
 */
export async function startQueueApplication(deps: QueueApplicationDeps): Promise<RunningApplication> {
  const { app, frontDoor, health, listen, relay, resources, stopping, tasks = [], transport } = deps;
  const leave: readonly Step[] = [async () => health?.announceStop(), async () => frontDoor?.leave()];
  const close = (): Promise<void> =>
    takeAll([
      // Before the application, and awaited: the hooks of the broker's own module stop without waiting for anything.
      () =>
        takeTogether([
          () => transport.close(),
          async () => frontDoor?.close(),
          ...tasks.map((task) => () => task.stop()),
        ]),
      () => app.close(),
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
  return { close: () => takeAll([...leave, close]) };
}

type Step = () => Promise<void>;

/** One after the other. */
async function takeAll(steps: readonly Step[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  throwAny(failures);
}

/** All at once. */
async function takeTogether(steps: readonly Step[]): Promise<void> {
  const outcomes = await Promise.allSettled(steps.map((step) => step()));
  throwAny(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : [])));
}

function throwAny(failures: readonly unknown[]): void {
  if (failures.length > 1) throw new AggregateError(failures, 'Several steps of the stop failed.');
  if (failures.length === 1) throw failures[0];
}
