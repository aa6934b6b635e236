import type { Mutation } from '../mutation';
import { management, nest } from '../projects';

export const MESSAGING_NEST_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a service says that it is ready while its relay waits an outage out',
    file: 'libs/messaging/management/src/health/service-health.ts',
    find: 'outage === undefined ? isEmptied(watch) :',
    replace: 'outage !== null ? isEmptied(watch) :',
    projects: [management('service-health')],
  },
  {
    name: 'a stop does not wait for messages in flight',
    file: 'libs/messaging/core/src/consuming/message-consumer.ts',
    find: '    await source.stop(',
    replace: '    void source.stop(',
    projects: [nest('')],
  },
  {
    name: 'the error of a handler is hidden by the framework',
    file: 'libs/messaging/nest/src/handler-result.filter.ts',
    find: 'throwError(() => error)',
    replace: "throwError(() => new Error('Internal server error'))",
    projects: [nest('')],
  },
  {
    name: 'every failed poll of every loop is a line in the log',
    file: 'libs/messaging/management/src/observing/logging-delivery-observer.ts',
    find: 'return this.throttle.warn(keyOf(kind, event.queue, event.operation, codeOf(event.error)), facts, text);',
    replace: 'return this.log.warn(facts, text);',
    projects: [management('observing')],
  },
  {
    name: 'a control character is stored as the reason of a decision',
    file: 'libs/platform/src/http/is-reason.ts',
    find: ' Matches(PRINTABLE_PATTERN, RULE),',
    replace: '',
    projects: [management('management-api')],
  },
  {
    name: 'a message for another reader is logged like one for this',
    file: 'libs/messaging/management/src/observing/logging-delivery-observer.ts',
    find: "this.log[event.result === 'ignored' ? 'debug' : 'info'](facts, text)",
    replace: 'this.log.info(facts, text)',
    projects: [management('logging-delivery-observer')],
  },
];
