import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { SigningCredentials } from './request-signer';

/** Credentials of the AWS chain; those that expire are renewed by the chain itself, before they do. */
export type CredentialProvider = () => Promise<SigningCredentials>;

export interface ReloadingCredentialsOptions {
  /** A provider that has cached nothing yet. */
  readonly open: () => CredentialProvider;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/**
 * Shortest time from one reload to the next; it doubles while reloads bring nothing new, up to the longest. A missing
 * permission is refused all day, and the services that hand out credentials limit how often they may be asked.
 */
export const SHORTEST_COOL_DOWN_MILLISECONDS = 5_000;
export const LONGEST_COOL_DOWN_MILLISECONDS = 60_000;
/** Doublings beyond this change nothing. */
const MAX_DOUBLINGS = 4;

/**
 * The AWS credential chain, started anew after SQS has refused what it gave: a file that a sidecar has replaced, a token
 * file, a container's credentials. The chain on its own keeps credentials without an expiry for as long as the process
 * runs, and the content of files as well.
 */
export class ReloadingCredentials {
  private provider: CredentialProvider;
  /** What was given out last; undefined before the first. */
  private given: SigningCredentials | undefined;
  private current = 0;
  private reloading: Promise<void> | undefined;
  private reloadedAt = Number.NEGATIVE_INFINITY;
  /** Reloads in a row that brought nothing new. */
  private fruitless = 0;

  constructor(private readonly options: ReloadingCredentialsOptions) {
    this.provider = options.open();
  }

  static ofAwsChain(region: string): ReloadingCredentials {
    return new ReloadingCredentials({
      // Without `ignoreCache` the chain reads its files once per process. The region is that of STS.
      open: () =>
        defaultProvider({ ignoreCache: true, parentClientConfig: { region } } as Parameters<typeof defaultProvider>[0]),
    });
  }

  /** Grows whenever other credentials have taken the place of the ones before. */
  get generation(): number {
    return this.current;
  }

  /** Bound, because the SDK's client and the direct calls take it as a function. */
  readonly get: CredentialProvider = async () => {
    const credentials = await this.provider();
    this.given = credentials;
    return credentials;
  };

  /**
   * Reports that SQS refused the credentials of a generation. Any number of calls at the same time is one reload, and
   * the next one comes after a cool-down at the earliest. Never rejects.
   *
   * @returns whether there are other credentials now: then the refused call, which had no effect, is worth another try
   */
  async refused(generation: number): Promise<boolean> {
    if (generation === this.current) {
      this.reloading ??= this.reload().finally(() => {
        this.reloading = undefined;
      });
      await this.reloading;
    }
    return generation !== this.current;
  }

  private async reload(): Promise<void> {
    const now = this.options.now?.() ?? performance.now();
    const coolDown = Math.min(
      LONGEST_COOL_DOWN_MILLISECONDS,
      SHORTEST_COOL_DOWN_MILLISECONDS * 2 ** Math.min(this.fruitless - 1, MAX_DOUBLINGS),
    );
    if (now - this.reloadedAt < coolDown) return;
    this.reloadedAt = now;
    this.fruitless += 1;
    try {
      const provider = this.options.open();
      const after = await provider();
      this.provider = provider;
      if (same(this.given, after)) return;
      this.current += 1;
      this.fruitless = 0;
    } catch {
      // A file that is being written, or a service that does not answer: the old ones stay until the next refusal.
    }
  }
}

function same(before: SigningCredentials | undefined, after: SigningCredentials): boolean {
  return (
    before?.accessKeyId === after.accessKeyId &&
    before.secretAccessKey === after.secretAccessKey &&
    before.sessionToken === after.sessionToken
  );
}
