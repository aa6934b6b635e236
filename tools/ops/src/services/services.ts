import { managementAddress } from '@decouple/local-infra';
import type { Options } from '../cli/options';
import { UsageError } from '../cli/usage.error';
import { ManagementClient } from './management-client';
import { SERVICES, serviceNamed, type ServiceName } from './service-name';

/** Both services, at the addresses that were given or else at those of this clone's `npm start`. */
export class Services {
  constructor(private readonly options: Pick<Options, 'api' | 'worker' | 'service'>) {}

  of(service: ServiceName): ManagementClient {
    const given = service === 'customer-api' ? this.options.api : this.options.worker;
    if (given !== undefined && !URL.canParse(given)) throw new UsageError(`"${given}" is not a URL.`);
    return new ManagementClient(service, (given ?? managementAddress(service)).replace(/\/+$/, ''));
  }

  /** The one that `--service` names, else both. */
  chosen(): readonly ManagementClient[] {
    const { service } = this.options;
    return (service === undefined ? SERVICES : [serviceNamed(service)]).map((name) => this.of(name));
  }
}
