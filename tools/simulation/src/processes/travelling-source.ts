import type { BatchHandler, MessageSource, SourceHealth } from '@decouple/messaging-core';
import type { Resource } from '../outside/resource';
import type { SimulatedProcess } from './simulated-process';

/** A source whose batches and settlements take time to travel between the broker and one process. */
export class TravellingSource implements MessageSource {
  constructor(
    private readonly source: MessageSource,
    private readonly process: SimulatedProcess,
    private readonly broker: Resource,
  ) {}

  get queue(): string {
    return this.source.queue;
  }

  start(handle: BatchHandler): Promise<void> {
    return this.source.start(async (batch, signal) => {
      await this.process.travel(`delivery by the ${this.broker.name}`);
      const dispositions = await handle(batch, signal);
      await this.process.travel(`settlement at the ${this.broker.name}`);
      return dispositions;
    });
  }

  stop(graceMilliseconds: number): Promise<void> {
    return this.source.stop(graceMilliseconds);
  }

  health(): SourceHealth {
    return this.source.health();
  }
}
