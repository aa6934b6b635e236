import type { Clock, MonotonicClock, Timers } from '@decouple/messaging-core';
import type { Holder, Resource } from '../outside/resource';
import type { World } from '../world';

/** Longer than an in-memory message stays invisible (30 s): another process receives it meanwhile. */
const PAUSE_MILLISECONDS = { least: 5_000, most: 50_000 };
/** How far a wall clock that was set is from the right time, in either direction. */
const CLOCK_ERRORS_MILLISECONDS = [2_000, 60_000, 3_600_000];
/** Reconciliation compares dates: a clock that is a day behind delays it by a day, and no run lasts that long. */
const CLOCK_ERRORS_WITHOUT_RECONCILIATION = [...CLOCK_ERRORS_MILLISECONDS, 24 * 3_600_000];
const SLOW_CALL_MILLISECONDS = { least: 1_000, most: 40_000 };

/**
 * One operating system process. All code in it waits only through this: for calls to outside resources, and
 * for time. Once it is dead, its promises never settle, so no code continues.
 *
 * It can die before a call, between the effect of a call and its answer, and while it waits for either: at any await that
 * the outside can tell from another. It never dies within a synchronous step, because those stand for transactions.
 */
export class SimulatedProcess implements Holder {
  private alive = true;
  private standsStillUntil = 0;
  private skew: number;
  private readonly atCrash = new Set<() => void>();

  /** Ahead of the world's, or behind it. */
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;

  constructor(
    readonly name: string,
    private readonly world: World,
  ) {
    const most = world.scenario.clockSkewMilliseconds;
    this.skew = world.chance.integer(-most, most);
    this.clock = { now: () => new Date(world.clock.now().getTime() + this.skew) };
    this.monotonic = world.sabotage.monotonic(world.clock, this.clock);
  }

  /** Time as this process sees it pass. */
  readonly timers: Timers = {
    sleep: async (milliseconds, signal) => {
      await this.world.timers.sleep(milliseconds, signal);
      await this.resumed();
    },
  };

  get isAlive(): boolean {
    return this.alive;
  }

  onCrash(callBack: () => void): () => void {
    this.atCrash.add(callBack);
    return () => this.atCrash.delete(callBack);
  }

  crash(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const callBack of [...this.atCrash]) callBack();
  }

  /** Calls something outside: a request travels, has its effect in one step, and an answer travels back. */
  async call<T>(resource: Resource, operation: string, effect: () => Promise<T>): Promise<T> {
    const where = `${operation} of the ${resource.name}`;
    await this.travel(where);
    await this.mayCrash('crash before a call', where);
    if (resource.isDown) throw resource.failure('ECONNREFUSED');
    if (this.strikes('call failed', where)) throw resource.failure('ECONNRESET');
    const result = await this.outlived(effect());
    await this.mayCrash('crash after a call', where);
    if (this.strikes('acknowledgement lost', where)) throw resource.failure('ETIMEDOUT');
    await this.travel(where);
    return result;
  }

  /** The time of one way, and what may happen to the process meanwhile. */
  async travel(where: string): Promise<void> {
    const { chance, clock, scenario } = this.world;
    if (this.strikes('process paused', where)) {
      const pause = chance.integer(PAUSE_MILLISECONDS.least, PAUSE_MILLISECONDS.most);
      this.standsStillUntil = clock.milliseconds() + pause;
    }
    if (this.strikes('clock set', where)) {
      const errors = scenario.overdueRule ? CLOCK_ERRORS_MILLISECONDS : CLOCK_ERRORS_WITHOUT_RECONCILIATION;
      this.skew = chance.pick(errors) * (chance.happens(0.5) ? 1 : -1);
    }
    const slow = this.strikes('slow call', where);
    const { least, most } = slow ? SLOW_CALL_MILLISECONDS : { least: 0, most: scenario.latencyMilliseconds };
    await this.timers.sleep(chance.integer(least, most));
  }

  private strikes(kind: Parameters<World['faults']['strikes']>[0], where: string): boolean {
    return this.world.faults.strikes(kind, this.name, where);
  }

  private async mayCrash(kind: 'crash before a call' | 'crash after a call', where: string): Promise<void> {
    if (!this.strikes(kind, where)) return;
    this.crash();
    await this.resumed();
  }

  /** Outside resources continue without the process; the process continues only if it is still alive. */
  private async outlived<T>(outside: Promise<T>): Promise<T> {
    try {
      return await outside;
    } finally {
      await this.resumed();
    }
  }

  private async resumed(): Promise<void> {
    if (!this.alive) await new Promise<never>(() => undefined);
    const left = this.standsStillUntil - this.world.clock.milliseconds();
    if (left <= 0) return;
    await this.world.timers.sleep(left);
    await this.resumed();
  }
}
