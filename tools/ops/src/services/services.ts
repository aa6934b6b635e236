import { managementAddress } from '@decouple/local-infra';
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

/** Both services, at the addresses that were given or else at those of this clone's `npm start`. */
export class Services {
  constructor(private readonly options: Pick<Options, 'api' | 'worker' | 'service'>) {}

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
    return (given ?? managementAddress(service)).replace(/\/+$/, '');
  }
}
