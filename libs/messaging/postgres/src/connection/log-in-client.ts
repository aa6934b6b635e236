import pg from 'pg';

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/**
 * A connection of the driver that is closed when logging in fails. The driver's own stays open when the password cannot
 * be had; the server keeps it for a minute then (`authentication_timeout`), so that an outage of the credentials would
 * use up the server's connections.
 */
export class LogInClient extends pg.Client {
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
      throw error;
    } finally {
      this.off('error', remember);
    }
  }
}
