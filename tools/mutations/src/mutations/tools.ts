import type { Mutation } from '../mutation';
import { localInfra, managementClient, oneProcess, ops } from '../projects';

const RECONCILE = 'libs/management-client/src/reconcile';

export const TOOLS_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a repair resends payments that sales would decide differently now',
    file: `${RECONCILE}/explain-difference.ts`,
    find: "return rejects === (status === 'rejected');",
    replace: "return rejects === (status === 'rejected') || (true as boolean);",
    projects: [managementClient('compare-sides')],
  },
  {
    name: 'a repair resends rejected payments before those that they lost against',
    file: `${RECONCILE}/repair.ts`,
    find: "const RESENT_STATUSES = ['recorded', 'rejected', 'parked'] as const;",
    replace: "const RESENT_STATUSES = ['rejected', 'recorded', 'parked'] as const;",
    projects: [managementClient('repair')],
  },
  {
    name: 'reconcile exits 0 though payments have waited too long',
    file: 'apps/ops/src/commands/reconcile.ts',
    find: 'late > 0 ? EXIT_CODE.overdue : EXIT_CODE.done',
    replace: 'late < 0 ? EXIT_CODE.overdue : EXIT_CODE.done',
    projects: [ops('reconcile')],
  },
  {
    name: 'npm run ops prints text from outside as it is',
    file: 'apps/ops/src/run-ops.ts',
    find: 'ports.out(visibleText(text))',
    replace: 'ports.out(text)',
    projects: [ops('run-ops')],
  },
  {
    name: 'start:memory ignores API_MANAGEMENT_PORT',
    file: 'tools/one-process/src/configuration.ts',
    find: "MANAGEMENT_PORT: environment['API_MANAGEMENT_PORT']",
    replace: "MANAGEMENT_PORT: '0'",
    projects: [oneProcess('start.spec')],
  },
  {
    name: 'npm run pay does not find the services of start:memory',
    file: 'tools/local-infra/src/supervisor/find-running.ts',
    find: 'runningAt(folder, folder.oneProcessAddress)',
    replace: 'runningAt(folder, folder.supervisorAddress)',
    projects: [localInfra('announce-running')],
  },
  {
    name: 'an ending start:memory withdraws the address of a later one',
    file: 'tools/local-infra/src/supervisor/announce-running.ts',
    find: 'if (readAddress(folder, file)?.id === id) withdrawAddress(file);',
    replace: 'withdrawAddress(file);',
    projects: [localInfra('announce-running')],
  },
];
