import { Client } from 'pg';

/** SQLSTATE 42P01: there is no such table, because the service has not made its schema yet. */
const NO_SUCH_TABLE = '42P01';

/** Trouble in the sales database: unreachable, or refusing a share of the inserts. */
export class SalesDatabaseTrouble {
  /** @param serverUrl of a superuser, to another database of the same server */
  constructor(
    private readonly serverUrl: string,
    private readonly salesUrl: string,
  ) {}

  /** No new connections, and the present ones end. */
  async cut(): Promise<void> {
    await this.onServer(async (client, name) => {
      await client.query(`alter database ${name} with allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [this.database]);
    });
  }

  async restore(): Promise<void> {
    await this.onServer((client, name) => client.query(`alter database ${name} with allow_connections true`));
  }

  async isCut(): Promise<boolean> {
    const found = await this.onServer((client) =>
      client.query<{ open: boolean }>('select datallowconn as open from pg_database where datname = $1', [
        this.database,
      ]),
    );
    return found.rows[0]?.open === false;
  }

  /** @param share of the payments, 0 to 1, that fail when they are recorded; chosen by chance at each attempt */
  async failShare(share: number): Promise<void> {
    if (!(share >= 0 && share <= 1)) throw new RangeError('The share must be from 0 to 1.');
    await this.onSales(async (client) => {
      await client.query('drop trigger if exists trouble on ledger_entries');
      if (share === 0) return;
      await client.query(`
        create or replace function trouble() returns trigger language plpgsql as $$
        begin
          if random() < tg_argv[0]::double precision then
            raise exception 'refused on purpose: trouble mode lets a share of the messages fail';
          end if;
          return new;
        end $$
      `);
      await client.query(
        `create trigger trouble before insert on ledger_entries for each row execute function trouble('${share}')`,
      );
    });
  }

  /** 0 also where it cannot be asked: in a database that is cut off, nothing fails but everything. */
  async failingShare(): Promise<number> {
    if (await this.isCut()) return 0;
    return this.onSales(async (client) => {
      const { rows } = await client.query<{ share: string }>(
        `select encode(tgargs, 'escape') as share from pg_trigger where tgname = 'trouble'`,
      );
      return Number(rows[0]?.share.replace('\\000', '') ?? 0);
    });
  }

  private get database(): string {
    return decodeURIComponent(new URL(this.salesUrl).pathname.slice(1));
  }

  private onServer<T>(work: (client: Client, quotedName: string) => Promise<T>): Promise<T> {
    return connected(this.serverUrl, (client) => work(client, client.escapeIdentifier(this.database)));
  }

  private async onSales<T>(work: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await connected(this.salesUrl, work);
    } catch (error) {
      if ((error as { code?: string }).code !== NO_SUCH_TABLE) throw error;
      throw new Error('The sales database is still being set up. Try again in a few seconds.', { cause: error });
    }
  }
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
