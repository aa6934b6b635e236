import type { OutboxRelay, PeriodicTask } from '@decouple/messaging-core';
import type { INestApplication } from '@nestjs/common';
import { startQueueApplication } from './queue-application';
import type { QueueTransport } from './queue-transport';

const START = [
  'app.connectMicroservice',
  'app.init',
  'app.startAllMicroservices',
  'relay.start',
  'task.start',
  'listen',
];
const LEAVE = ['health.announceStop', 'frontDoor.leave'];
const CLOSE = [
  'transport.close',
  'frontDoor.close',
  'task.stop',
  'app.close',
  'relay.stop',
  'store.close',
  'broker.close',
];

/** Everything that is started and closed, noting the order; the steps that are named fail. */
function partsThatNote(...failing: readonly string[]) {
  const order: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    // A later step that did not wait for this one would come before it.
    await new Promise((resolve) => setImmediate(resolve));
    order.push(name);
    if (failing.includes(name)) throw new Error(`${name} failed`);
  };
  const transport = { close: step('transport.close') } as unknown as QueueTransport;
  const parts = {
    app: {
      connectMicroservice: ({ strategy }: { strategy: QueueTransport }) => {
        order.push('app.connectMicroservice');
        expect(strategy).toBe(transport);
      },
      init: step('app.init'),
      startAllMicroservices: step('app.startAllMicroservices'),
      close: step('app.close'),
    } as unknown as INestApplication,
    health: { announceStop: () => void order.push('health.announceStop') },
    frontDoor: { leave: step('frontDoor.leave'), close: step('frontDoor.close') },
    transport,
    relay: { start: () => void order.push('relay.start'), stop: step('relay.stop') } as unknown as OutboxRelay,
    tasks: [{ start: () => void order.push('task.start'), stop: step('task.stop') } as unknown as PeriodicTask],
    listen: step('listen'),
    resources: [{ close: step('store.close') }, { close: step('broker.close') }],
  };
  return { order, parts };
}

describe('startQueueApplication', () => {
  it('listens to the queue when the application is ready, and opens the HTTP port last', async () => {
    const { order, parts } = partsThatNote();
    await startQueueApplication(parts);

    expect(order).toEqual(START);
  });

  it('stops in the order that loses nothing', async () => {
    const { order, parts } = partsThatNote();
    const service = await startQueueApplication(parts);
    order.length = 0;
    await service.close();

    expect(order).toEqual([...LEAVE, ...CLOSE]);
  });

  it.each(['app.init', 'app.startAllMicroservices', 'listen'])(
    'closes what was opened when %s fails, and tells why it failed',
    async (step) => {
      const { order, parts } = partsThatNote(step);

      await expect(startQueueApplication(parts)).rejects.toThrow(`${step} failed`);
      expect(order).toEqual([...START.slice(0, START.indexOf(step) + 1), ...CLOSE]);
    },
  );

  it.each(['app.init', 'app.startAllMicroservices'])(
    'takes no further step when a stop is asked for during %s, and closes what was opened',
    async (step) => {
      const { order, parts } = partsThatNote();
      const stop = new AbortController();
      const { signal: stopping } = stop;
      const app = Object.assign(parts.app, {
        [step.slice('app.'.length)]: async () => {
          order.push(step);
          stop.abort(new Error('asked to stop'));
        },
      });

      await expect(startQueueApplication({ ...parts, app, stopping })).rejects.toThrow('asked to stop');
      expect(order).toEqual([...START.slice(0, START.indexOf(step) + 1), ...CLOSE]);
    },
  );

  it('reports both errors when start and close fail', async () => {
    const { order, parts } = partsThatNote('listen', 'app.close');

    await expect(startQueueApplication(parts)).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [{ message: 'listen failed' }, { message: 'app.close failed' }],
    });
    expect(order.slice(START.length)).toEqual(CLOSE);
  });

  it.each(['frontDoor.leave', ...CLOSE])('takes every step of the stop, also when %s fails', async (step) => {
    const { order, parts } = partsThatNote(step);
    const service = await startQueueApplication(parts);
    order.length = 0;

    await expect(service.close()).rejects.toThrow(`${step} failed`);
    expect(order).toEqual([...LEAVE, ...CLOSE]);
  });

  it('finishes messages, requests and background tasks side by side', async () => {
    const { order, parts } = partsThatNote();
    const never = { close: () => new Promise<void>(() => undefined) } as unknown as QueueTransport;
    const service = await startQueueApplication({
      ...parts,
      app: { ...parts.app, connectMicroservice: () => undefined } as unknown as INestApplication,
      transport: never,
    });
    order.length = 0;
    void service.close();
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));

    expect(order).toEqual(['health.announceStop', 'frontDoor.leave', 'frontDoor.close', 'task.stop']);
  });

  it('reports every failed step of the stop', async () => {
    const { parts } = partsThatNote('transport.close', 'broker.close');
    const service = await startQueueApplication(parts);

    await expect(service.close()).rejects.toMatchObject({
      errors: [{ message: 'transport.close failed' }, { message: 'broker.close failed' }],
    });
  });
});
