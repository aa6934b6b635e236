import { Deferred, SeededRandomness, VirtualClock, VirtualTimers } from '../testing';
import { PeriodicTask } from './periodic-task';

const INTERVAL = 10_000;

function subject(run: () => Promise<void>) {
  const timers = new VirtualTimers(new VirtualClock());
  const failures: unknown[] = [];
  const onFailure = (error: unknown): number => failures.push(error);
  const task = new PeriodicTask({
    intervalMilliseconds: INTERVAL,
    run,
    onFailure,
    timers,
    randomness: new SeededRandomness(1),
  });
  return { failures, task, timers };
}

describe('PeriodicTask', () => {
  it('runs once per interval, the first time after one', async () => {
    let runs = 0;
    const { task, timers } = subject(async () => {
      runs += 1;
    });
    task.start();
    await timers.advance(INTERVAL * 0.89);
    expect(runs).toBe(0);
    await timers.advance(INTERVAL * 100);
    expect(runs).toBeGreaterThanOrEqual(90);
    expect(runs).toBeLessThanOrEqual(112);
    await task.stop();
  });

  it('varies its pauses', async () => {
    const clock = new VirtualClock();
    const timers = new VirtualTimers(clock);
    const times: number[] = [];
    const run = async (): Promise<void> => {
      times.push(clock.now().getTime());
    };
    const randomness = new SeededRandomness(1);
    const task = new PeriodicTask({
      intervalMilliseconds: INTERVAL,
      run,
      onFailure: () => undefined,
      timers,
      randomness,
    });
    task.start();
    await timers.advance(INTERVAL * 20);
    await task.stop();
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(new Set(pauses).size).toBeGreaterThan(5);
  });

  it('continues after a failed run, and reports it', async () => {
    const { failures, task, timers } = subject(() => Promise.reject(new Error('boom')));
    task.start();
    await timers.advance(INTERVAL * 3.5);
    await task.stop();
    expect(failures.length).toBeGreaterThanOrEqual(2);
  });

  it('never runs twice at the same time', async () => {
    const first = new Deferred();
    let runs = 0;
    const { task, timers } = subject(() => {
      runs += 1;
      return first.promise;
    });
    task.start();
    await timers.advance(INTERVAL * 10);
    expect(runs).toBe(1);
    first.resolve();
    await task.stop();
  });

  it('stops at once while it pauses, and after the run when it runs', async () => {
    const running = new Deferred();
    const { task, timers } = subject(() => running.promise);
    task.start();
    await timers.advance(INTERVAL * 1.2);
    let stopped = false;
    const stopping = task.stop().then(() => {
      stopped = true;
    });
    await timers.advance(1);
    expect(stopped).toBe(false);
    running.resolve();
    await stopping;
    expect(stopped).toBe(true);
  });
});
