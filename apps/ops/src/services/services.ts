import type { RunningApplications } from '@decouple/local-infra';
import {
  CustomerApiManagement,
  type ManagementClient,
  SalesWorkerManagement,
  SERVICES,
  type ServiceName,
} from '@decouple/management-client';
import type { Options } from '../cli/options';
import { UsageError } from '../cli/usage.error';
import { serviceNamed } from './service-name';

/** A service whose address was not given does not run in this clone. */
export class NotRunningError extends Error {
  override readonly name = 'NotRunningError';

  constructor(readonly service: ServiceName) {
    super(`${service} does not run in this clone.`);
  }
}

/** Both services, at the addresses that were given or else where they run in this clone. */
export class Services {
  constructor(
    private readonly options: Pick<Options, 'api' | 'worker' | 'service'>,
    private readonly running: RunningApplications,
  ) {}

  get customerApi(): CustomerApiManagement {
    return new CustomerApiManagement({ baseUrl: this.addressOf('customer-api') });
  }

  get salesWorker(): SalesWorkerManagement {
    return new SalesWorkerManagement({ baseUrl: this.addressOf('sales-worker') });
  }

  of(service: ServiceName): ManagementClient {
    return service === 'customer-api' ? this.customerApi : this.salesWorker;
  }

  /** The one that `--service` names, else both. */
  chosen(): readonly ManagementClient[] {
    const { service } = this.options;
    return (service === undefined ? SERVICES : [serviceNamed(service)]).map((name) => this.of(name));
  }

  private addressOf(service: ServiceName): string {
    const given = service === 'customer-api' ? this.options.api : this.options.worker;
    if (given !== undefined && !URL.canParse(given)) throw new UsageError(`"${given}" is not a URL.`);
    const address = given ?? this.running[service]?.managementUrl;
    if (address === undefined) throw new NotRunningError(service);
    return address.replace(/\/+$/, '');
  }
}
