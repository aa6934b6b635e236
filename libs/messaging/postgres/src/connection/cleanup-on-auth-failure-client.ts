import pg from 'pg';

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

export interface CleanupOnAuthFailureClientConfig extends pg.ClientConfig {
  readonly onPasswordRefused?: (() => void) | undefined;
}

/** Invalid authorization: the password or token is wrong or expired, or its credentials are no longer valid. */
const REFUSED = /^28/;

/**
 * A connection that closes when the log-in fails. pg's own stays open when its password function rejects, and the server
 * keeps it for a minute (`authentication_timeout`): an outage of the credentials would use up the server's connections.
 */
export class CleanupOnAuthFailureClient extends pg.Client {
  private readonly onPasswordRefused: (() => void) | undefined;

  constructor(config: CleanupOnAuthFailureClientConfig = {}) {
    super(config);
    this.onPasswordRefused = config.onPasswordRefused;
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | undefined {
    const connected = this.logIn();
    if (callback === undefined) return connected;
    const call = callback as (error: Error | null, client?: pg.Client) => void;
    connected.then(
      (client) => call(null, client),
      (error: Error) => call(error),
    );
    return undefined;
  }

  private async logIn(): Promise<pg.Client> {
    const errors: Error[] = [];
    const remember = (error: Error): void => void errors.push(error);
    // A server that shuts down may end the connection in the packet that reports it ready. pg emits that error before the
    // caller has the connection, and an error without a listener ends the process.
    this.on('error', remember);
    try {
      const client = await super.connect();
      const [error] = errors;
      if (error !== undefined) throw error;
      return client;
    } catch (error) {
      void this.end();
      if (error instanceof pg.DatabaseError && REFUSED.test(error.code ?? '')) this.onPasswordRefused?.();
      throw error;
    } finally {
      this.off('error', remember);
    }
  }
}
