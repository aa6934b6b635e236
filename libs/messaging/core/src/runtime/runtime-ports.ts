import type { DeliveryObserver } from '../monitoring/delivery-observer.port';
import type { Clock } from '../system/clock.port';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { Randomness } from '../system/randomness.port';
import type { Timers } from '../system/timers.port';

/** What the runtime takes from its process: real in an application, virtual in a simulation. */
export interface RuntimePorts {
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
}
