import type { SalesDatabaseTrouble } from './sales-database-trouble';
import { TroubleServer } from './trouble-server';

const PAGE = 'http://127.0.0.1:3000';

describe('the controls of trouble mode', () => {
  let trouble: TroubleServer;
  let done: string[];

  beforeEach(async () => {
    done = [];
    trouble = await TroubleServer.start({
      worker: () => ({
        running: true,
        start: async () => void done.push('start'),
        stop: async () => void done.push('stop'),
      }),
      salesDatabase: {
        isCut: async () => false,
        failingShare: async () => 0,
      } as unknown as SalesDatabaseTrouble,
      apiUrl: PAGE,
    });
  });
  afterEach(() => trouble.close());

  const stopWorker = (headers: Record<string, string>) =>
    fetch(`${trouble.url}/worker`, { method: 'POST', headers, body: JSON.stringify({ running: false }) });

  it('do what the page of the run asks for, and tell the state', async () => {
    const response = await stopWorker({ origin: PAGE });

    expect(await response.json()).toEqual({ workerRunning: true, salesDatabaseCut: false, failingShare: 0 });
    expect(response.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(done).toEqual(['stop']);
  });

  it.each(['https://elsewhere.example.com', 'null'])('do nothing for a page from %s', async (origin) => {
    expect((await stopWorker({ origin })).status).toBe(403);
    expect(done).toEqual([]);
  });

  it.each([
    ['/burst', '{"payments":0}'],
    ['/burst', '{"payments":5001}'],
    ['/burst', 'not JSON'],
    ['/nothing', '{}'],
  ])('refuse %s with %s', async (path, body) => {
    expect((await fetch(`${trouble.url}${path}`, { method: 'POST', body })).status).toBe(400);
  });
});
