export interface SqsQueueLocation {
  /** Name of the queue in SQS. */
  readonly name: string;
  /** May be absent where an endpoint is set. */
  readonly url?: string | undefined;
}

/** The account that emulators put into the URLs of their queues. */
const EMULATOR_ACCOUNT = '000000000000';

/** Where the logical queues are in this deployment. Known from configuration alone: nothing is asked at start-up. */
export class SqsQueues {
  private readonly urls: ReadonlyMap<string, string>;

  /** @throws Error when a queue has neither a URL nor an endpoint to derive it from */
  constructor(
    private readonly locations: Readonly<Record<string, SqsQueueLocation>>,
    endpoint?: string,
  ) {
    this.urls = new Map(
      Object.entries(locations).map(([queue, { name, url }]) => {
        const known =
          url ?? (endpoint === undefined ? undefined : `${endpoint.replace(/\/+$/, '')}/${EMULATOR_ACCOUNT}/${name}`);
        if (known === undefined)
          throw new Error(`Queue "${queue}" needs a URL: there is no endpoint to derive it from.`);
        return [queue, known];
      }),
    );
  }

  urlOf(queue: string): string | undefined {
    return this.urls.get(queue);
  }

  /** Logical names with the names in SQS. */
  names(): readonly { readonly queue: string; readonly name: string }[] {
    return Object.entries(this.locations).map(([queue, { name }]) => ({ queue, name }));
  }
}
