import type { World } from '../world';
import type { Service } from './service';
import { SimulatedProcess } from './simulated-process';

const RESTART_MILLISECONDS = { least: 100, most: 15_000 };

/** All processes of one service. A process that dies is started again after a while, as an orchestrator does. */
export class Fleet<S extends Service> {
  private readonly serving = new Map<string, S>();
  private generation = 0;

  constructor(
    private readonly name: string,
    size: number,
    private readonly world: World,
    private readonly start: (process: SimulatedProcess) => S,
  ) {
    for (let index = 0; index < size; index += 1) this.launch();
  }

  /** Those that take requests now. */
  get available(): readonly S[] {
    return [...this.serving.values()];
  }

  /** Stops every process in order, as a deployment does; each is replaced when it has ended. */
  restart(): void {
    for (const service of this.available) {
      this.world.journal.note(service.process.name, 'gets SIGTERM');
      this.serving.delete(service.process.name);
      this.world.background(service.process.name, this.end(service));
    }
  }

  private async end(service: S): Promise<void> {
    await service.stop();
    this.world.journal.note(service.process.name, 'has stopped');
    service.process.crash();
  }

  private launch(): void {
    this.generation += 1;
    const process = new SimulatedProcess(`${this.name}-${this.generation}`, this.world);
    this.world.journal.note(process.name, 'starts');
    this.serving.set(process.name, this.start(process));
    process.onCrash(() => {
      this.serving.delete(process.name);
      this.world.background(process.name, this.relaunch());
    });
  }

  private async relaunch(): Promise<void> {
    const { chance, timers } = this.world;
    await timers.sleep(chance.integer(RESTART_MILLISECONDS.least, RESTART_MILLISECONDS.most));
    this.launch();
  }
}
