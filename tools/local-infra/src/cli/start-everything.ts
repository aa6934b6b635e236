import { AppProcess } from '../application/app-process';
import { applicationEnvironment } from '../application/application-environment';
import { APPLICATIONS, type ApplicationName } from '../application/application-name';
import { applicationPort, managementPort } from '../application/application-port';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import { LocalFolder } from '../local-folder';
import { PortMemory } from '../ports/port-memory';
import { describeExit } from '../process/process-exit';
import { acquireLease, type Lease } from '../supervisor/lease';
import { runningSummary } from './running-summary';
import { CommandError } from './run-command';
import { StopRequest } from './stop-request';

const SHOWN_LINES = 30;
/** After the second Ctrl-C: nobody waits for anything any more. */
const KILLED_EXIT_CODE = 130;

type Outcome = 'stop' | { readonly failure: string };

/** `npm start`: the infrastructure and both applications, until Ctrl-C or until one of them ends. */
export async function startEverything(): Promise<number> {
  const applications: AppProcess[] = [];
  const stop = new StopRequest(() => {
    for (const application of applications) void application.kill();
    process.exit(KILLED_EXIT_CODE); // the lease ends with the process, the infrastructure after it
  });
  const folder = new LocalFolder();
  const holder = { applications: [...APPLICATIONS], pid: process.pid, startedBy: 'npm start' };
  const lease = await acquireLease(folder, holder, progress);
  try {
    if (stop.made) return 0;
    for (const name of APPLICATIONS) applications.push(await launch(name, folder, lease.endpoints));
    const outcome = await supervise(applications, folder, lease, stop);
    if (outcome === 'stop') return 0;
    throw new CommandError(outcome.failure);
  } finally {
    await shutDown(applications, lease);
  }
}

async function supervise(
  applications: AppProcess[],
  folder: LocalFolder,
  lease: Lease,
  stop: StopRequest,
): Promise<Outcome> {
  const failures: Array<Promise<Outcome>> = [
    ...applications.map((application) => endOf(application, folder)),
    lease.lost.then((reason) => ({ failure: infrastructureEnded(reason, folder) })),
  ];
  progress(`starting ${APPLICATIONS.join(' and ')}`);
  const ready = Promise.all(applications.map((application) => application.ready())).then(
    () => 'ready' as const,
    (error: Error) => ({ failure: error.message }),
  );
  // a failed start is told by the application that ended, whose message is the better one
  const started = await Promise.race([stop.promise, ...failures, ready]);
  if (started !== 'ready') return started;
  const [api, worker] = applications;
  const urls = {
    apiUrl: api?.url ?? '',
    apiManagementUrl: api?.managementUrl ?? '',
    workerUrl: worker?.url ?? '',
  };
  console.log(runningSummary({ ...urls, folder, ...lease.endpoints }));
  return Promise.race([stop.promise, ...failures]);
}

async function endOf(application: AppProcess, folder: LocalFolder): Promise<Outcome> {
  const exit = await application.exited;
  return {
    failure:
      `${application.name} ${describeExit(exit)}, so everything is stopped. Its last lines:\n\n` +
      `${application.outputTail(SHOWN_LINES)}\n\nThe whole log is ${folder.log(application.name)}`,
  };
}

const infrastructureEnded = (reason: string, folder: LocalFolder): string =>
  `The local infrastructure has ended: ${reason} So the applications are stopped. ` +
  `The logs are ${folder.log('supervisor')} and ${folder.log('postgres')}; start again with "npm start".`;

async function launch(
  application: ApplicationName,
  folder: LocalFolder,
  endpoints: InfrastructureEndpoints,
): Promise<AppProcess> {
  const { DATABASE_URL: oneForBoth, ...given } = process.env;
  if (oneForBoth && application === APPLICATIONS[0])
    console.error(
      'DATABASE_URL is ignored: it would be the same for both applications, and each has a database of its own.',
    );
  // What the user sets is meant for sales-worker, whose only port it is: two servers cannot have one.
  const own = application === 'customer-api' ? { ...given, MANAGEMENT_PORT: undefined } : given;
  const request = { application, memory: new PortMemory(folder.ports), workspace: folder.workspace, given: own };
  const port = await applicationPort(request);
  const management = await managementPort({ ...request, taken: port });
  const environment = applicationEnvironment(application, endpoints, port, own, management);
  return AppProcess.start({ application, environment, workspace: folder.workspace, logFile: folder.log(application) });
}

/** Applications first: they drain against a database and a queue that still answer. */
async function shutDown(applications: AppProcess[], lease: Lease): Promise<void> {
  progress('stopping');
  await Promise.all(applications.map((application) => application.stop()));
  await lease.releaseAndStop();
}

const progress = (step: string): void => console.log(`- ${step}`);
