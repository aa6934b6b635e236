import type { Mutation } from '../mutation';
import { core, nest } from '../projects';

const CORE = 'libs/messaging/core/src';

export const TIME_MUTATIONS: readonly Mutation[] = [
  {
    name: 'the relay measures its pauses with the wall clock',
    file: `${CORE}/outbox/outbox-relay.ts`,
    find: 'const { frontDoorIsBusy, monotonic, options, timers } = this.parts;',
    replace:
      'const { frontDoorIsBusy, options, timers } = this.parts; const monotonic = { milliseconds: () => this.parts.clock.now().getTime() };',
    projects: [core('outbox-relay')],
  },
  {
    name: 'the rate limiter is given the wall clock',
    file: 'libs/messaging/nest/src/delivery.ts',
    find: 'new RateLimiter(maxMessagesPerSecond, monotonic, timers)',
    replace: 'new RateLimiter(maxMessagesPerSecond, { milliseconds: () => clock.now().getTime() }, timers)',
    projects: [nest('delivery.spec')],
  },
  {
    name: 'an outage is measured with the wall clock',
    file: `${CORE}/outage/outage-breaker.ts`,
    find: 'const { backoff, component, monotonic, observer, probe, randomness, timers } = this.parts;',
    replace:
      'const { backoff, clock, component, observer, probe, randomness, timers } = this.parts; const monotonic = { milliseconds: () => clock.now().getTime() };',
    projects: [core('outage-breaker')],
  },
];
