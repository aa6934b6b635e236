import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_BURST, payBurst } from './payment-burst';
import type { SalesDatabaseTrouble } from './sales-database-trouble';
import type { SwitchedApplication } from './switched-application';

export interface TroubleDeps {
  readonly worker: () => Pick<SwitchedApplication, 'running' | 'start' | 'stop'>;
  readonly salesDatabase: SalesDatabaseTrouble;
  readonly apiUrl: string;
}

export interface TroubleState {
  readonly workerRunning: boolean;
  readonly salesDatabaseCut: boolean;
  /** 0 to 1. */
  readonly failingShare: number;
}

const MAX_BODY_CHARACTERS = 1_000;

/**
 * The controls of trouble mode, for the page of one local run: on loopback, for that page's origin alone. It belongs to
 * `npm start`; the applications know nothing of it, so that no configuration of theirs can turn it on.
 */
export class TroubleServer {
  private constructor(
    private readonly parts: TroubleDeps,
    private readonly server: Server,
  ) {}

  static async start(parts: TroubleDeps): Promise<TroubleServer> {
    const server = createServer();
    const trouble = new TroubleServer(parts, server);
    server.on('request', (request, response) => void trouble.answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return trouble;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Everything as it was, so that a run after this one starts in peace. */
  async heal(): Promise<void> {
    const { salesDatabase } = this.parts;
    if (await salesDatabase.isCut()) await salesDatabase.restore();
    if ((await salesDatabase.failingShare()) > 0) await salesDatabase.failShare(0);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { apiUrl } = this.parts;
    response.setHeader('access-control-allow-origin', apiUrl);
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', 'content-type');
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.writeHead(204).end();
      return;
    }
    try {
      if (!this.isFromThePage(request))
        send(response, 403, problem(403, 'Only the page of this run may make trouble.'));
      else send(response, 200, await this.act(`${request.method} ${request.url}`, await bodyOf(request)));
    } catch (error) {
      const status = error instanceof RangeError ? 400 : 503;
      send(response, status, problem(status, (error as Error).message));
    }
  }

  /** A page of another site may send simple requests without asking first: those say where they come from. */
  private isFromThePage({ headers }: IncomingMessage): boolean {
    return headers.host === new URL(this.url).host && (headers.origin ?? this.parts.apiUrl) === this.parts.apiUrl;
  }

  private async act(action: string, body: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { apiUrl, salesDatabase, worker } = this.parts;
    switch (action) {
      case 'GET /state':
        break;
      case 'POST /worker':
        await (body['running'] === true ? worker().start() : worker().stop());
        break;
      case 'POST /sales-database':
        await (body['cut'] === true ? salesDatabase.cut() : salesDatabase.restore());
        break;
      case 'POST /failing-share':
        await salesDatabase.failShare(Number(body['share']));
        break;
      case 'POST /burst': {
        const count = Number(body['payments']);
        if (!(count >= 1 && count <= MAX_BURST)) throw new RangeError(`A burst has 1 to ${MAX_BURST} payments.`);
        return payBurst(apiUrl, count, new Date().toISOString().slice(0, 'YYYY-MM'.length));
      }
      default:
        throw new RangeError(`There is no trouble "${action}".`);
    }
    return this.state();
  }

  private async state(): Promise<TroubleState> {
    const { salesDatabase, worker } = this.parts;
    return {
      workerRunning: worker().running,
      salesDatabaseCut: await salesDatabase.isCut(),
      failingShare: await salesDatabase.failingShare(),
    };
  }
}

function send(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(document));
}

const problem = (status: number, detail: string): object => ({
  type: '/problems/trouble',
  title: 'No trouble',
  status,
  detail,
});

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > MAX_BODY_CHARACTERS) throw new RangeError('The request is too long.');
  }
  if (text === '') return {};
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new RangeError('The request is not JSON.', { cause: error });
  }
}
