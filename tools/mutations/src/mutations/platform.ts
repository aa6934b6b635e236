import type { Mutation } from '../mutation';
import { nest, oneProcess, platform } from '../projects';

export const PLATFORM_MUTATIONS: readonly Mutation[] = [
  {
    name: 'customer-api handles signals only once its modules are loaded',
    file: 'apps/customer-api/src/main.ts',
    find: "import '@decouple/platform/stop-signals';\n",
    replace: '',
    projects: [oneProcess('early-stop')],
  },
  {
    name: 'sales-worker handles signals only once its modules are loaded',
    file: 'apps/sales-worker/src/main.ts',
    find: "import '@decouple/platform/stop-signals';\n",
    replace: '',
    projects: [oneProcess('early-stop')],
  },
  {
    name: 'a stop that is asked for during the start does not reach the start',
    file: 'libs/platform/src/process/run-application.ts',
    find: '    this.controller.abort();\n',
    replace: '',
    projects: [platform('run-application')],
  },
  {
    name: 'a stop during a start that hangs waits for the start',
    file: 'libs/platform/src/process/run-application.ts',
    find: '    else this.endAfter(ABANDONED_START_SECONDS, () => this.abandonStart());\n',
    replace: '',
    projects: [platform('run-application')],
  },
  {
    name: 'the log waits in the kernel for who reads it',
    file: 'libs/platform/src/logging/gathered-output.ts',
    find: '  void process.stdout;\n',
    replace: '',
    projects: [platform('gathered-output')],
  },
  {
    name: 'the log grows without bound while it is not read',
    file: 'libs/platform/src/logging/bounded-output.ts',
    find: '|| this.length + line.length > this.limitBytes',
    replace: '',
    projects: [platform('bounded-output')],
  },
  {
    name: 'the log does not say where lines were dropped',
    file: 'libs/platform/src/logging/bounded-output.ts',
    find: '    this.report?.(lines);\n',
    replace: '',
    projects: [platform('bounded-output')],
  },
  {
    name: 'a process loses the end of its log when it exits before the reader took it',
    file: 'libs/platform/src/logging/gathered-output.ts',
    find: '  while (!last.isEmpty && performance.now() < until) {',
    replace: '  while (false) {',
    projects: [platform('gathered-output')],
  },
  {
    name: 'a process whose log is not read never exits',
    file: 'libs/platform/src/logging/gathered-output.ts',
    find: ' && performance.now() < until',
    replace: '',
    projects: [platform('gathered-output')],
  },
  {
    name: 'a service that is asked to stop starts to read its queue all the same',
    file: 'libs/messaging/nest/src/queue-service.ts',
    find: '    await app.init();\n    stopping?.throwIfAborted();\n',
    replace: '    await app.init();\n',
    projects: [nest('queue-service')],
  },
];
