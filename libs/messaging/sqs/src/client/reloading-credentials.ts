import { defaultProvider } from '@aws-sdk/credential-provider-node';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Credentials of the AWS chain. The chain itself renews those that expire before they do. */
export type CredentialProvider = () => Promise<SigningCredentials>;

export interface ReloadingCredentialsOptions {
  /** A provider that has cached nothing yet. */
  readonly open: () => CredentialProvider;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/**
 * Shortest time between two reloads. It doubles while reloads return the same credentials, up to the longest. A missing
 * permission is refused permanently, and the services that issue credentials limit how often they may be called.
 */
export const SHORTEST_COOL_DOWN_MILLISECONDS = 5_000;
export const LONGEST_COOL_DOWN_MILLISECONDS = 60_000;
/** Doublings beyond this change nothing. */
const MAX_DOUBLINGS = 4;

/**
 * The AWS credential chain, opened again after SQS has refused its credentials: a sidecar may have replaced a credentials
 * file or a token file. The chain itself keeps credentials without an expiry, and the content of files, for the lifetime
 * of the process.
 */
export class ReloadingCredentials {
  private provider: CredentialProvider;
  /** The credentials that were returned last. */
  private given: SigningCredentials | undefined;
  private current = 0;
  private reloading: Promise<void> | undefined;
  private reloadedAt = Number.NEGATIVE_INFINITY;
  /** Consecutive reloads that returned the same credentials. */
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

  /** Increases when other credentials replace the current ones. */
  get generation(): number {
    return this.current;
  }

  /** Bound, because the signer takes it as a function. */
  readonly get: CredentialProvider = async () => {
    const credentials = await this.provider();
    this.given = credentials;
    return credentials;
  };

  /**
   * Reports that SQS refused the credentials of a generation. Concurrent calls share one reload, and the next one follows
   * after the cool-down at the earliest. Never rejects.
   *
   * @returns whether the credentials have changed. The refused call had no effect and may be repeated with them.
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
      // The file is being written, or the service does not answer. The old credentials stay until the next refusal.
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
