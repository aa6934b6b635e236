import type { Clock } from '../system/clock.port';
import type { DeliveryComponent, DeliveryObserver } from '../monitoring/delivery-observer.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Randomness } from '../system/randomness.port';
import type { Timers } from '../system/timers.port';
import { InfrastructureError } from './infrastructure.error';
import type { PauseBackoff } from '../retry/error-policy';
import { jitteredPause } from '../retry/jittered-pause';

export interface OutageBreakerDeps {
  /** Whose work pauses. */
  readonly component: DeliveryComponent;
  /** What is watched, where an error does not say it: `orders database`. */
  readonly resource: string;
  /** Resolves when the resource works again; rejects while it does not. */
  readonly probe: () => Promise<unknown>;
  /** Between two probes. */
  readonly backoff: PauseBackoff;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
}

/** An outage that lasts. */
export interface Outage {
  /** What is down: `orders database`. */
  readonly resource: string;
  /** What was found, in a sentence. */
  readonly reason: string;
  readonly startedAt: Date;
}

/** Work that goes on for this long without trouble shows that an outage is over: four times the longest pause. */
const SUSTAINED_MILLISECONDS = 60_000;

/** What is remembered of an outage until it is known to be over. */
interface Episode {
  readonly outage: Outage;
  /** Of the monotonic clock. */
  readonly startedAt: number;
  /** Probes so far, and what the next pause depends on. */
  probes: number;
  /** How often the outage came back after a probe had succeeded. */
  relapses: number;
  /** Ends the wait for work that succeeds. */
  readonly relapsed: AbortController;
}

/**
 * Holds back work while a resource that all of it needs is down. It opens at the first infrastructure error, probes with
 * growing, jittered pauses, and closes by itself at the first probe that succeeds.
 *
 * A probe cannot see everything that the work needs. An outage that comes back within a minute is therefore the same
 * outage: its pauses go on growing, and from the second time on its end is reported only after a minute without trouble.
 */
export class OutageBreaker {
  private current: { readonly ended: Promise<void>; readonly outage: Outage } | undefined;
  private readonly stopping = new AbortController();
  /** The last outage; the same one goes on when there is trouble again soon after it. */
  private last: Episode | undefined;
  /** Of the monotonic clock. */
  private endedAt: number | undefined;

  constructor(private readonly deps: OutageBreakerDeps) {}

  get isOpen(): boolean {
    return this.current !== undefined;
  }

  /** The outage that is being waited out; undefined while the breaker is closed. */
  get outage(): Outage | undefined {
    return this.current?.outage;
  }

  /** How long ago the last outage ended; undefined when there was none, or the first still lasts. */
  get lastOutageEndedAgeMilliseconds(): number | undefined {
    return this.endedAt === undefined ? undefined : this.deps.monotonic.milliseconds() - this.endedAt;
  }

  /** Reports an infrastructure error. The first one opens the breaker; while it is open further ones change nothing. */
  trip(error: unknown): void {
    if (this.current !== undefined || this.stopping.signal.aborted) return;
    const episode = this.relapse() ?? this.begin(error);
    this.current = { outage: episode.outage, ended: this.probeUntilHealthy(episode) };
  }

  /** Resolves when the breaker is closed, or when `signal` is aborted, or when the breaker is stopped. */
  async closed(signal: AbortSignal): Promise<void> {
    while (this.current !== undefined && !signal.aborted && !this.stopping.signal.aborted) {
      await endedOrAborted(this.current.ended, signal);
    }
  }

  /** Ends the probing; resolves when no probe is running. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.last?.relapsed.abort();
    await this.current?.ended;
  }

  /** The last outage, if it goes on after its end was reported once already. */
  private relapse(): Episode | undefined {
    const last = this.unconfirmed();
    if (last === undefined || last.relapses === 0) return undefined;
    last.relapsed.abort();
    return { ...last, relapses: last.relapses + 1, relapsed: new AbortController() };
  }

  private begin(error: unknown): Episode {
    const { clock, component, monotonic, observer } = this.deps;
    const outage: Outage = {
      resource: error instanceof InfrastructureError ? error.resource : this.deps.resource,
      reason: error instanceof Error ? error.message : String(error),
      startedAt: clock.now(),
    };
    observer.observe({ kind: 'outage-began', component, resource: outage.resource, error });
    const last = this.unconfirmed();
    return {
      outage,
      startedAt: monotonic.milliseconds(),
      probes: last?.probes ?? 0,
      relapses: last === undefined ? 0 : 1,
      relapsed: new AbortController(),
    };
  }

  /** The last outage while it is too early to say that it is over. */
  private unconfirmed(): Episode | undefined {
    const age = this.lastOutageEndedAgeMilliseconds;
    return age !== undefined && age < SUSTAINED_MILLISECONDS ? this.last : undefined;
  }

  private async probeUntilHealthy(episode: Episode): Promise<void> {
    const { backoff, monotonic, probe, randomness, timers } = this.deps;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      episode.probes += 1;
      await timers.sleep(jitteredPause(backoff, episode.probes, randomness), signal);
      if (signal.aborted) break;
      const healthy = await succeeds(probe);
      if (!healthy) continue;
      this.current = undefined;
      this.endedAt = monotonic.milliseconds();
      this.last = episode;
      void this.reportEnd(episode, this.endedAt - episode.startedAt);
      return;
    }
  }

  private async reportEnd({ outage, relapsed, relapses }: Episode, durationMilliseconds: number): Promise<void> {
    const { component, observer, timers } = this.deps;
    if (relapses > 0) {
      await timers.sleep(SUSTAINED_MILLISECONDS, relapsed.signal);
      if (relapsed.signal.aborted) return;
    }
    observer.observe({ kind: 'outage-ended', component, resource: outage.resource, durationMilliseconds });
  }
}

/** A probe fails for as long as the outage lasts; its beginning and end are what is reported. */
async function succeeds(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch {
    return false;
  }
}

/** Leaves nothing behind on the signal: it lives as long as the process, and sees many outages. */
async function endedOrAborted(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  let forget = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    const abort = (): void => resolve();
    signal.addEventListener('abort', abort, { once: true });
    forget = () => signal.removeEventListener('abort', abort);
  });
  await Promise.race([ended, aborted]);
  forget();
}
