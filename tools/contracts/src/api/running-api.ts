import { readConfiguration, startCustomerApi } from '@decouple/customer-api';
import { SystemMonotonicClock } from '@decouple/platform';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { RecordingLog } from '@decouple/platform/testing';

const IN_MEMORY = { PORT: '0', MANAGEMENT_PORT: '0', PAYMENT_STORE: 'memory', MESSAGE_BROKER: 'memory' };

export interface RunningApi {
  readonly url: string;
  readonly broker: InMemoryBroker;
  close(): Promise<void>;
}

/** Starts customer-api from source, over real HTTP, with in-memory adapters. */
export async function startApi(environment: Record<string, string> = {}): Promise<RunningApi> {
  const recording = new RecordingLog('customer-api');
  const broker = new InMemoryBroker(new SystemMonotonicClock());
  const configuration = readConfiguration({ ...IN_MEMORY, ...environment });
  const running = await startCustomerApi(configuration, recording.log, { sharedBroker: broker });
  const [ready] = await recording.until('ready');
  return { url: String(ready?.['url']), broker, close: () => running.close() };
}
