import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import {
  ACKNOWLEDGE,
  Deferred,
  describeMessageSourceContract,
  HandoverProbe,
  redeliverAfter,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { createQueues, emulatorClient, emulatorTransport } from '../testing/emulator';
import { interceptingTransport } from '../testing/intercepting-transport';
import { openSource } from '../testing/open-source';

describeMessageSourceContract('SqsMessageSource', openSource, { outages: true });

const SETTINGS = { loops: 2, batchSize: 10, visibilityTimeoutSeconds: 600 };

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

describe('SqsMessageSource', () => {
  it('reports an entry whose deletion failed, which the library ignores', async () => {
    const Failed = [{ Id: 'x', Code: 'InternalError', SenderFault: false }];
    const transport = interceptingTransport(emulatorTransport(), async (operation, call) => {
      const result = await call();
      return operation === 'DeleteMessageBatch' ? { ...result, Failed } : result;
    });
    const { close, observer, send, source } = await openSource(SETTINGS, { transport });
    const probe = new HandoverProbe();
    await source.start(probe.handle);
    await send('a');
    const [trouble] = await observer.until('broker-trouble');
    await source.stop(0);
    await close();
    transport.close();

    expect(trouble).toMatchObject({ queue: 'orders', operation: 'delete', error: { code: 'InternalError' } });
  });

  it('receives a message again whose deletion failed as a whole', async () => {
    const { close, breakBroker, mendBroker, observer, receive, send, source } = await openSource({
      ...SETTINGS,
      loops: 1,
      visibilityTimeoutSeconds: 1,
    });
    const probe = new HandoverProbe(() => {
      breakBroker!();
      return ACKNOWLEDGE;
    });
    await source.start(probe.handle);
    await send('a');
    const [trouble] = await observer.until('broker-trouble');
    await source.stop(0);
    mendBroker!();

    expect(trouble).toMatchObject({ operation: 'delete' });
    expect(await receive(2)).toEqual(['a']);
    await close();
  });

  it('has as many batches in progress at once as it has loops', async () => {
    const loops = 3;
    const messages = 60;
    const { close, send, source } = await openSource({ ...SETTINGS, loops });
    const allBusy = new Deferred();
    const allHandled = new Deferred();
    let inProgress = 0;
    let most = 0;
    let handled = 0;
    await send(...Array.from({ length: messages }, (_unused, index) => String(index)));
    await source.start(async (batch) => {
      inProgress += 1;
      most = Math.max(most, inProgress);
      if (inProgress === loops) allBusy.resolve();
      await allBusy.promise;
      inProgress -= 1;
      handled += batch.length;
      if (handled >= messages) allHandled.resolve();
      return batch.map(() => ACKNOWLEDGE);
    });
    await allHandled.promise;
    await source.stop(0);
    await close();

    expect(most).toBe(loops);
  });

  it('continues to poll after empty polls', async () => {
    const quiet = new Deferred();
    let polls = 0;
    const transport = interceptingTransport(emulatorTransport(), async (operation, call) => {
      const result = await call();
      if (operation === 'ReceiveMessage') polls += 1;
      // More than may wait at the same moment: each of them has made room for another.
      if (polls > 2 * SETTINGS.loops) quiet.resolve();
      return result;
    });
    const { close, send, source } = await openSource(SETTINGS, {
      transport,
      options: { ...SETTINGS, waitTimeSeconds: 1 },
    });
    const probe = new HandoverProbe();
    await source.start(probe.handle);
    await quiet.promise;
    await send('a');
    const [message] = await probe.until(1);
    await source.stop(0);
    await close();
    transport.close();

    expect(message?.body).toBe('a');
  });

  it('polls a broker that is down with pauses, not in a hot loop', async () => {
    const pauses: number[] = [];
    const { close, breakBroker, observer, source } = await openSource(
      { ...SETTINGS, loops: 1 },
      { timers: { sleep: async (milliseconds) => void pauses.push(milliseconds) }, randomness: { next: () => 0 } },
    );
    breakBroker!();
    await source.start(new HandoverProbe().handle);
    await observer.until('broker-trouble', 4);
    await source.stop(0);
    await close();

    expect(pauses.slice(0, 3)).toEqual([125, 250, 500]);
  });

  it('requests a deleted queue to be created again, and continues', async () => {
    const missing = new Deferred();
    const client = emulatorClient();
    const { close, queues, send, source, transport } = await openSource(SETTINGS, {
      onQueueMissing: () => missing.resolve(),
    });
    await client.send(new DeleteQueueCommand({ QueueUrl: queues.urlOf('orders')! }));
    const probe = new HandoverProbe();
    await source.start(probe.handle);
    await missing.promise;
    await createQueues(transport, queues);
    await send('after the loss');

    expect((await probe.until(1)).map(({ body }) => body)).toEqual(['after the loss']);
    await source.stop(0);
    await close();
    client.destroy();
  });

  it('waits after the abort of its polls before it returns a message, so that SQS notices the abort', async () => {
    const pauses: number[] = [];
    const { close, send, source } = await openSource(SETTINGS, {
      timers: {
        sleep: (milliseconds, signal) => {
          pauses.push(milliseconds);
          return systemTimers.sleep(milliseconds, signal);
        },
      },
    });
    const probe = new HandoverProbe(async (_message, signal) => {
      await aborted(signal);
      return redeliverAfter(0);
    });
    await source.start(probe.handle);
    await send('returned');
    await probe.until(1);
    await source.stop(0);
    await close();

    // The heartbeat and the grace are the other pauses.
    expect(pauses.filter((milliseconds) => milliseconds > 0 && milliseconds <= 250)).toHaveLength(1);
  });

  it('polls nothing before it is started', async () => {
    const { close, receive, send, source } = await openSource(SETTINGS);
    await send('early');

    expect(await receive(1)).toEqual(['early']);
    expect(source.health().lastPollAgeMilliseconds).toBeUndefined();
    await close();
  });

  it('reports no failure when it is stopped during a long poll', async () => {
    const { close, observer, send, source } = await openSource(SETTINGS);
    const probe = new HandoverProbe();
    await source.start(probe.handle);
    await send('a');
    await probe.until(1);
    await source.stop(0);
    await close();

    expect(observer.events).toEqual([]);
  });
});
