import { FAULT_KINDS, type FaultKind } from './fault-kind';
import { FaultInjector, type Strike } from './fault-injector';
import type { PlannedFault } from './plan-faults';

describe('FaultInjector', () => {
  const fault = (kind: FaultKind, atMilliseconds: number): PlannedFault => ({
    atMilliseconds,
    kind,
    instance: 0,
    lastsMilliseconds: 0,
    clockOffsetMilliseconds: 0,
  });
  const strikesWith = (strike: Strike) =>
    Object.fromEntries(FAULT_KINDS.map((kind) => [kind, strike])) as Record<FaultKind, Strike>;
  const never = new AbortController().signal;

  it('strikes in order, and ends when all damage is undone', async () => {
    const events: string[] = [];
    const injector = new FaultInjector(
      strikesWith(async ({ kind }) => {
        events.push(`${kind}: done`);
        await new Promise((resolve) => setImmediate(resolve));
        events.push(`${kind}: undone`);
      }),
    );
    await injector.run([fault('API killed', 0), fault('worker frozen', 5)], never);

    expect(events[0]).toBe('API killed: done');
    expect(events.filter((event) => event.endsWith(': undone'))).toHaveLength(2);
    expect(injector.struck.map(({ kind }) => kind)).toEqual(['API killed', 'worker frozen']);
  });

  it('a fault that cannot be undone ends the run with its error', async () => {
    const injector = new FaultInjector(strikesWith(() => Promise.reject(new Error('The server does not come back.'))));
    const run = injector.run([fault('API killed', 0), fault('worker frozen', 20)], never);

    await expect(run).rejects.toThrow('The server does not come back.');
    expect(injector.struck).toHaveLength(1);
  });

  it('an abort ends it at once, and no further fault strikes', async () => {
    const injector = new FaultInjector(strikesWith(() => Promise.resolve()));
    await expect(injector.run([fault('API killed', 60_000)], AbortSignal.abort())).rejects.toThrow();
    expect(injector.struck).toEqual([]);
  });
});
