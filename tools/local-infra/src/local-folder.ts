import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WORKSPACE_ROOT } from './workspace';

/**
 * The `.local/` folder of one clone: everything that its local run keeps. Nothing outside it is shared between
 * clones, so two clones on one machine cannot meet by accident.
 */
export class LocalFolder {
  readonly path: string;
  readonly workspace: string;

  /** @param workspace LOCAL_INFRA_WORKSPACE lets a test run the commands on a clone that is not this one */
  constructor(workspace: string = process.env['LOCAL_INFRA_WORKSPACE'] ?? WORKSPACE_ROOT) {
    const wanted = join(workspace, '.local');
    mkdirSync(join(wanted, 'logs'), { recursive: true });
    mkdirSync(join(wanted, 'ports'), { recursive: true });
    this.path = realpathSync(wanted);
    this.workspace = dirname(this.path);
  }

  /** Held by the kernel for as long as a supervisor lives; the file itself stays and means nothing. */
  get supervisorLock(): string {
    return join(this.path, 'supervisor.lock');
  }

  get supervisorAddress(): string {
    return join(this.path, 'supervisor.json');
  }

  /** Of the process of `npm run start:memory`, which runs both applications without a supervisor. */
  get oneProcessAddress(): string {
    return join(this.path, 'one-process.json');
  }

  get ports(): string {
    return join(this.path, 'ports');
  }

  log(name: string): string {
    return join(this.path, 'logs', `${name}.log`);
  }
}
