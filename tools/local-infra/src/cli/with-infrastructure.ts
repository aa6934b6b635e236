import { spawn } from 'node:child_process';
import { applicationEnvironment } from '../application/application-environment';
import { APPLICATIONS, isApplicationName, type ApplicationName } from '../application/application-name';
import { applicationPort, managementPort } from '../application/application-port';
import { LocalFolder } from '../local-folder';
import { PortMemory } from '../ports/port-memory';
import { endWithOwner } from '../process/end-with-owner';
import { OwnedProcess } from '../process/owned-process';
import type { ProcessExit } from '../process/process-exit';
import { acquireLease } from '../supervisor/lease';
import { whenListening } from '../application/when-listening';
import { onEndRequested } from './end-of-command';
import { CommandError } from './run-command';

/** Nx kills after 5 s in any case; this is for a command that was started by hand. */
const DRAINED_WITHIN_MS = 20_000;
const SIGNAL_EXIT_CODE: Partial<Record<NodeJS.Signals, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGKILL: 137,
  SIGTERM: 143,
};

/**
 * `with-infra <application> -- <command...>`: runs the command in the application's environment while the clone's
 * infrastructure is up. The command ends with this process, and this process with its launcher.
 * @returns the command's exit code
 */
export async function withInfrastructure(args: readonly string[]): Promise<number> {
  const { application, command } = parse(args);
  let run: OwnedProcess | undefined;
  let ending = false;
  const end = (signal: NodeJS.Signals): void => {
    if (!run) process.exit(SIGNAL_EXIT_CODE[signal] ?? 1); // nothing was started; the lease ends with the process
    if (ending) return; // Ctrl-C comes twice under Nx: from the terminal and from Nx
    ending = true;
    // node --watch passes on SIGINT and SIGTERM, and dies of SIGHUP
    void run.stop(signal === 'SIGHUP' ? 'SIGTERM' : signal, DRAINED_WITHIN_MS);
  };
  onEndRequested(end);

  const folder = new LocalFolder();
  const holder = { applications: [application], pid: process.pid, startedBy: `nx serve ${application}` };
  const lease = await acquireLease(folder, holder, (step) => console.log(`local infrastructure: ${step}`));
  const { workspace } = folder;
  const memory = new PortMemory(folder.ports);
  const request = { application, memory, workspace, given: process.env };
  const port = await applicationPort(request);
  const management = await managementPort({ ...request, taken: port });
  const environment = applicationEnvironment(application, lease.endpoints, port, process.env, management);
  console.log(`local infrastructure: ready; starting ${application}`);

  run = launch(command, environment);
  const addresses = {
    url: `http://127.0.0.1:${port}`,
    managementUrl: `http://127.0.0.1:${management}`,
  };
  void whenListening(addresses.url, run).then((listens) => {
    if (!listens) return;
    lease.announce({ [application]: addresses });
    console.log(`${application} listens at ${addresses.url}`);
  });
  let lost = false;
  void lease.lost.then((reason) => {
    if (!run?.running) return;
    lost = true;
    console.error(
      `The local infrastructure of this clone has ended: ${reason} ${application} cannot work without it and is ` +
        `stopped. Its log is ${folder.log('supervisor')}; start again with "npx nx serve ${application}".`,
    );
    end('SIGTERM');
  });
  const exit = await run.exited;
  lease.release();
  return lost ? 1 : exitCode(exit, command);
}

function launch([program = '', ...args]: readonly string[], environment: Record<string, string>): OwnedProcess {
  const run = new OwnedProcess(
    spawn(program, args, {
      env: { ...process.env, ...environment, STOP_WITH_PARENT: 'true' },
      // a separate process group: it gets Ctrl-C once, through this process
      detached: true,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    }),
  );
  // node --watch does not notice that its parent has gone
  const watch = run.child.pid === undefined ? undefined : endWithOwner(run.child.pid, 'TERM');
  run.child.once('exit', () => watch?.release());
  return run;
}

function exitCode({ code, signal, error }: ProcessExit, command: readonly string[]): number {
  if (error)
    throw new CommandError(
      `The command "${command.join(' ')}" could not be started: ${error.message}. Check that its program exists.`,
    );
  return code ?? (signal && SIGNAL_EXIT_CODE[signal]) ?? 1;
}

function parse(args: readonly string[]): { application: ApplicationName; command: readonly string[] } {
  const [application, separator, ...command] = args;
  if (isApplicationName(application) && separator === '--' && command.length > 0) return { application, command };
  throw new CommandError(
    `Usage: with-infra <${APPLICATIONS.join('|')}> -- <command...>, but it was called with "${args.join(' ')}".`,
  );
}
