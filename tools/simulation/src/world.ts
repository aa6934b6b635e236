import type { DeliveryEvent } from '@decouple/messaging-core';
import { SeededRandomness, SequentialIdGenerator, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { Chance } from './chance/chance';
import { Journal } from './journal/journal';
import { CustomerDatabase } from './outside/customer-database';
import { SalesDatabase } from './outside/sales-database';
import { SimulatedBroker } from './outside/simulated-broker';
import type { Sabotage } from './sabotage/sabotage';
import { Faults } from './scenario/faults';
import type { Scenario } from './scenario/scenario';
import { Troubles } from './scenario/troubles';

/** Everything that processes share and that outlives them: time, randomness, databases, the broker. */
export class World {
  readonly clock = new VirtualClock();
  readonly timers = new VirtualTimers(this.clock);
  readonly ids = new SequentialIdGenerator();
  readonly journal = new Journal(this.clock);
  readonly chance: Chance;
  readonly faults: Faults;
  readonly troubles: Troubles;
  readonly broker = new SimulatedBroker(this.clock, this.timers);
  readonly customerDatabase = new CustomerDatabase(this.clock);
  readonly salesDatabase: SalesDatabase;
  /** Delivery events of each service. */
  readonly customerEvents: DeliveryEvent[] = [];
  readonly salesEvents: DeliveryEvent[] = [];

  /** Failures of background work. */
  readonly failures: string[] = [];

  constructor(
    readonly scenario: Scenario,
    readonly sabotage: Sabotage,
  ) {
    // A different sequence from the one that planned the scenario.
    this.chance = new Chance(new SeededRandomness(scenario.seed ^ 0x5bd1e995));
    this.faults = new Faults(scenario.faultRates, this.chance, this.journal);
    this.troubles = new Troubles(scenario.payments, this.clock);
    this.salesDatabase = new SalesDatabase(this.clock, sabotage.ledger);
  }

  /** Runs work in the background. Its failure fails the run. */
  background(who: string, work: Promise<unknown>): void {
    work.catch((error: unknown) =>
      this.failures.push(`${who}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    );
  }
}
