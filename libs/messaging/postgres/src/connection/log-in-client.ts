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
    try {
      return await super.connect();
    } catch (error) {
      this.connection.stream.destroy();
      throw error;
    }
  }
}
