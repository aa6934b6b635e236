import { Deferred } from '@decouple/messaging-core/testing';
import { PollDemand } from './poll-demand';
import { PollGate } from './poll-gate';

function gateWith(opened: Promise<void>) {
  const pauses: number[] = [];
  const stopping = new AbortController();
  const demand = new PollDemand(1, stopping.signal);
  const gate = new PollGate({
    opened,
    demand,
    stopping: stopping.signal,
    timers: { sleep: async (milliseconds) => void pauses.push(milliseconds) },
    randomness: { next: () => 0 },
  });
  return { gate, pauses, stop: () => stopping.abort() };
}

describe('PollGate', () => {
  it('lets nothing pass before it is opened', async () => {
    const opened = new Deferred();
    const order: string[] = [];
    const passing = gateWith(opened.promise)
      .gate.pass()
      .then(() => order.push('passed'));
    order.push('opening');
    opened.resolve();
    await passing;

    expect(order).toEqual(['opening', 'passed']);
  });

  it('does not slow down polls that succeed', async () => {
    const { gate, pauses } = gateWith(Promise.resolve());
    await gate.pass();
    gate.pollSucceeded('full');
    await gate.pass();

    expect(pauses).toEqual([]);
  });

  it('slows down more with every poll that fails, and not at all after one that succeeds', async () => {
    const { gate, pauses } = gateWith(Promise.resolve());
    for (let failure = 0; failure < 3; failure += 1) {
      gate.pollFailed();
      await gate.pass();
    }
    gate.pollSucceeded('full');
    await gate.pass();

    expect(pauses).toEqual([125, 250, 500]);
  });

  it('lets nothing pass any more when the source is stopping', async () => {
    const { gate, stop } = gateWith(Promise.resolve());
    stop();

    await expect(gate.pass()).rejects.toMatchObject({ name: 'AbortError' });
  });
});
