import type { CustomerApi } from '../processes/customer-api';
import type { Fleet } from '../processes/fleet';
import type { World } from '../world';

/** The client got no response, or a connection error. Its request may or may not have been executed. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

const TIMEOUT_MILLISECONDS = 10_000;

/** The way from clients to any instance of the API, and back. */
export class Gateway {
  constructor(
    private readonly world: World,
    private readonly apis: Fleet<CustomerApi>,
  ) {}

  /** @throws NoAnswerError also when the request had its effect */
  async request<T>(client: string, handle: (api: CustomerApi) => Promise<T>): Promise<T> {
    const { chance, faults } = this.world;
    await this.travel();
    if (faults.strikes('request lost', client, 'to the API')) throw new NoAnswerError('The request timed out.');
    if (this.apis.available.length === 0) throw new NoAnswerError('No instance takes requests.');
    const answer = await this.answerOf(chance.pick(this.apis.available), handle);
    await this.travel();
    if (faults.strikes('response lost', client, 'from the API')) throw new NoAnswerError('The response was lost.');
    return answer;
  }

  private async answerOf<T>(api: CustomerApi, handle: (api: CustomerApi) => Promise<T>): Promise<T> {
    const answered = new AbortController();
    let forget = (): unknown => undefined;
    const reset = new Promise<never>((_resolve, reject) => {
      forget = api.process.onCrash(() => reject(new NoAnswerError('The connection was reset.')));
    });
    const timeout = this.world.timers.sleep(TIMEOUT_MILLISECONDS, answered.signal).then(() => {
      throw new NoAnswerError('The request timed out.');
    });
    try {
      return await Promise.race([handle(api), reset, timeout]);
    } finally {
      forget();
      // A sleep until the end of the run would keep it from coming to rest. The rejection has lost its race.
      answered.abort();
    }
  }

  private travel(): Promise<void> {
    const { chance, scenario, timers } = this.world;
    return timers.sleep(chance.integer(0, scenario.latencyMilliseconds));
  }
}
