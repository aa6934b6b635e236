/** Where one logical queue is in this deployment. */
export interface QueueLocation {
  /** URL of the queue. Without it, the URL follows from the endpoint. */
  readonly url?: string | undefined;
  /** Name of the queue in SQS. Without it, the last part of the URL, or the logical name. */
  readonly name?: string | undefined;
  /** URL of SQS's own dead-letter queue. Without it, the URL follows from the endpoint, if there is one. */
  readonly deadLetterQueueUrl?: string | undefined;
}

/** The account in the queue URLs of emulators. */
const EMULATOR_ACCOUNT = '000000000000';

interface KnownQueue {
  readonly name: string;
  readonly url: string;
  readonly deadLetterUrl: string | undefined;
}

/** The queues of this deployment by logical name. Configuration is enough: nothing is requested at start-up. */
export class SqsQueues {
  private readonly known: ReadonlyMap<string, KnownQueue>;

  /** @throws Error if a queue has neither a URL nor an endpoint to derive it from */
  constructor(locations: Readonly<Record<string, QueueLocation>>, endpoint?: string) {
    const base = endpoint?.replace(/\/+$/, '');
    this.known = new Map(
      Object.entries(locations).map(([queue, location]) => {
        const name = location.name ?? lastPartOf(location.url) ?? queue;
        const url = location.url ?? (base && `${base}/${EMULATOR_ACCOUNT}/${name}`);
        if (!url) throw new Error(`Queue "${queue}" needs a URL: there is no endpoint to derive it from.`);
        return [queue, { name, url, deadLetterUrl: location.deadLetterQueueUrl ?? (base && `${url}-dlq`) }];
      }),
    );
  }

  urlOf(queue: string): string | undefined {
    return this.known.get(queue)?.url;
  }

  /** URL of SQS's own dead-letter queue; undefined if none is configured. */
  deadLetterUrlOf(queue: string): string | undefined {
    return this.known.get(queue)?.deadLetterUrl;
  }

  /** Logical names with the names in SQS. */
  names(): readonly { readonly queue: string; readonly name: string }[] {
    return [...this.known].map(([queue, { name }]) => ({ queue, name }));
  }
}

function lastPartOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).pathname.split('/').findLast((part) => part !== '');
}
