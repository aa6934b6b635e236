import { AppProcess } from '../application/app-process';
import { applicationEnvironment } from '../application/application-environment';
import { APPLICATIONS, type ApplicationName } from '../application/application-name';
import { applicationPort, managementPort } from '../application/application-port';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import type { LocalFolder } from '../local-folder';
import { PortMemory } from '../ports/port-memory';

type Variables = Readonly<Record<string, string>>;

interface Ports {
  readonly own: number;
  readonly management: number;
}

/** Starts the applications of `npm start`, again with the same ports and settings where one was stopped. */
export class Launches {
  private readonly ports = new Map<ApplicationName, Ports>();

  constructor(
    private readonly folder: LocalFolder,
    private readonly endpoints: InfrastructureEndpoints,
  ) {}

  /** Before the first start: each application needs the addresses of the others. */
  async choosePorts(): Promise<void> {
    if (process.env['DATABASE_URL'])
      console.error(
        'DATABASE_URL is ignored: it would be the same for both applications, and each has a database of its own.',
      );
    for (const application of APPLICATIONS) {
      const { folder } = this;
      const given = givenTo(application);
      const request = { application, memory: new PortMemory(folder.ports), workspace: folder.workspace, given };
      const own = await applicationPort(request);
      this.ports.set(application, { own, management: await managementPort({ ...request, taken: own }) });
    }
  }

  get apiUrl(): string {
    return address(this.portsOf('customer-api').own);
  }

  /** What makes customer-api serve the page, and lets the page use everything that this run has. */
  webVariables(webFolder: string, troubleUrl: string): Variables {
    return {
      WEB_FOLDER: webFolder,
      WEB_CUSTOMER_API_MANAGEMENT_URL: address(this.portsOf('customer-api').management),
      WEB_SALES_WORKER_MANAGEMENT_URL: address(this.portsOf('sales-worker').own),
      WEB_TROUBLE_URL: troubleUrl,
      MANAGEMENT_CONSOLE_ORIGIN: this.apiUrl,
    };
  }

  start(application: ApplicationName, variables: Variables): AppProcess {
    const { management, own } = this.portsOf(application);
    const given = givenTo(application);
    return AppProcess.start({
      application,
      environment: { ...variables, ...applicationEnvironment(application, this.endpoints, own, given, management) },
      workspace: this.folder.workspace,
      logFile: this.folder.log(application),
    });
  }

  private portsOf(application: ApplicationName): Ports {
    const ports = this.ports.get(application);
    if (ports === undefined) throw new Error(`No port was chosen for ${application} yet.`);
    return ports;
  }
}

/** What the user sets is meant for sales-worker, whose only port it is: two servers cannot have one. */
function givenTo(application: ApplicationName): NodeJS.ProcessEnv {
  const { DATABASE_URL: _oneForBoth, ...given } = process.env;
  return application === 'customer-api' ? { ...given, MANAGEMENT_PORT: undefined } : given;
}

const address = (port: number): string => `http://127.0.0.1:${port}`;
