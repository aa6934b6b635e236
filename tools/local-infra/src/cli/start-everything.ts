import { APPLICATIONS } from '../application/application-name';
import { LocalFolder } from '../local-folder';
import { describeExit } from '../process/process-exit';
import type { RunningApplications } from '../supervisor/control-protocol';
import { acquireLease, type Lease } from '../supervisor/lease';
import { Launches } from './launches';
import { runningSummary } from './running-summary';
import { CommandError } from './run-command';
import { StopRequest } from './stop-request';
import { SalesDatabaseTrouble } from '../trouble/sales-database-trouble';
import { SwitchedApplication } from '../trouble/switched-application';
import { TroubleServer } from '../trouble/trouble-server';
import { builtWeb } from '../web/built-web';

const SHOWN_LINES = 30;
/** After the second Ctrl-C nothing is awaited. */
const KILLED_EXIT_CODE = 130;

type Outcome = 'stop' | { readonly failure: string };

/** `npm start`: the infrastructure and both applications, until Ctrl-C or until one of them ends. */
export async function startEverything(): Promise<number> {
  const applications: SwitchedApplication[] = [];
  let trouble: TroubleServer | undefined;
  const stop = new StopRequest(() => {
    for (const application of applications) void application.process.kill();
    process.exit(KILLED_EXIT_CODE); // the lease ends with the process, the infrastructure after it
  });
  const folder = new LocalFolder();
  const holder = { applications: [...APPLICATIONS], pid: process.pid, startedBy: 'npm start' };
  const lease = await acquireLease(folder, holder, progress);
  try {
    if (stop.made) return 0;
    const webFolder = await builtWeb(folder.workspace, progress);
    const launches = new Launches(folder, lease.endpoints);
    await launches.choosePorts();
    trouble = await TroubleServer.start({
      worker: () => workerAmong(applications),
      salesDatabase: new SalesDatabaseTrouble(lease.endpoints.serverUrl, lease.endpoints.databaseUrls.sales),
      apiUrl: launches.apiUrl,
    });
    // What an earlier run left behind: a database that is cut off is not waited for, it is put right.
    await trouble.heal();
    const web = webFolder === undefined ? {} : launches.webVariables(webFolder, trouble.url);
    const announce = (): void => lease.announce(listening(applications));
    for (const name of APPLICATIONS)
      applications.push(new SwitchedApplication(() => launches.start(name, web), announce));
    const outcome = await supervise(applications, folder, lease, stop);
    if (outcome === 'stop') return 0;
    throw new CommandError(outcome.failure);
  } finally {
    await shutDown(applications, lease, trouble);
  }
}

async function supervise(
  applications: SwitchedApplication[],
  folder: LocalFolder,
  lease: Lease,
  stop: StopRequest,
): Promise<Outcome> {
  const failures: Array<Promise<Outcome>> = [
    ...applications.map((application) => endOf(application, folder)),
    lease.lost.then((reason) => ({ failure: infrastructureEnded(reason, folder) })),
  ];
  progress(`starting ${APPLICATIONS.join(' and ')}`);
  const ready = Promise.all(applications.map(({ process }) => process.ready())).then(
    () => 'ready' as const,
    (error: Error) => ({ failure: error.message }),
  );
  // the application that ended reports a failed start with the better message
  const started = await Promise.race([stop.promise, ...failures, ready]);
  if (started !== 'ready') return started;
  const [api, worker] = applications;
  const urls = {
    apiUrl: api?.process.url ?? '',
    apiManagementUrl: api?.process.managementUrl ?? '',
    workerUrl: worker?.process.url ?? '',
  };
  lease.announce(listening(applications));
  console.log(runningSummary({ ...urls, folder, ...lease.endpoints }));
  return Promise.race([stop.promise, ...failures]);
}

/** A stopped one is left out: its port may soon belong to another program. */
function listening(applications: readonly SwitchedApplication[]): RunningApplications {
  const running = applications.filter((application) => application.running);
  return Object.fromEntries(running.map(({ process: { managementUrl, name, url } }) => [name, { url, managementUrl }]));
}

async function endOf(switched: SwitchedApplication, folder: LocalFolder): Promise<Outcome> {
  const exit = await switched.failed;
  const application = switched.process;
  return {
    failure:
      `${application.name} ${describeExit(exit)}, so everything is stopped. Its last lines:\n\n` +
      `${application.outputTail(SHOWN_LINES)}\n\nThe whole log is ${folder.log(application.name)}`,
  };
}

const infrastructureEnded = (reason: string, folder: LocalFolder): string =>
  `The local infrastructure has ended: ${reason} So the applications are stopped. ` +
  `The logs are ${folder.log('supervisor')} and ${folder.log('postgres')}; start again with "npm start".`;

function workerAmong(applications: readonly SwitchedApplication[]): SwitchedApplication {
  const worker = applications[APPLICATIONS.indexOf('sales-worker')];
  if (worker === undefined) throw new Error('sales-worker has not been started yet. Try again in a few seconds.');
  return worker;
}

/** Applications first: they drain against a database and a queue that still answer. */
async function shutDown(
  applications: SwitchedApplication[],
  lease: Lease,
  trouble: TroubleServer | undefined,
): Promise<void> {
  progress('stopping');
  await trouble?.close();
  await Promise.all(applications.map((application) => application.stop()));
  await lease.releaseAndStop();
}

const progress = (step: string): void => console.log(`- ${step}`);
