import pg from 'pg';

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

export interface LogInClientConfig extends pg.ClientConfig {
  /** The authorities to trust, in PEM: as they are when the connection is made. */
  readonly authorities?: (() => string) | undefined;
  readonly onPasswordRefused?: (() => void) | undefined;
}

/** Invalid authorization: the password or token is wrong, has expired, or was made of credentials that are no longer valid. */
const REFUSED = /^28/;

/**
 * A connection of the driver that is closed when logging in fails. The driver's own stays open when the password cannot
 * be had; the server keeps it for a minute then (`authentication_timeout`), so that an outage of the credentials would
 * use up the server's connections.
 */
export class LogInClient extends pg.Client {
  private readonly onPasswordRefused: (() => void) | undefined;

  constructor(config: LogInClientConfig = {}) {
    super(config.authorities === undefined ? config : trusting(config, config.authorities()));
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
    // A server that goes down may end the connection in the packet that says it is ready: the driver tells of it at once,
    // before the caller knows of the connection, and an error that nobody listens to ends the process.
    this.on('error', remember);
    try {
      const client = await super.connect();
      const [error] = errors;
      if (error !== undefined) throw error;
      return client;
    } catch (error) {
      this.connection.stream.destroy();
      if (error instanceof pg.DatabaseError && REFUSED.test(error.code ?? '')) this.onPasswordRefused?.();
      throw error;
    } finally {
      this.off('error', remember);
    }
  }
}

function trusting(config: LogInClientConfig, ca: string): pg.ClientConfig {
  const { password, ssl } = config;
  // The pool hides the password from being copied.
  return { ...config, password, ssl: { ...(typeof ssl === 'object' ? ssl : {}), ca } };
}
