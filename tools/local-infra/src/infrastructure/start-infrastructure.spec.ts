import { join } from 'node:path';
import { freePort, isPortFree } from '../ports/free-port';
import { SqsServer } from '../sqs/sqs-server';
import { startInfrastructure } from './start-infrastructure';
import { temporaryFolder } from './temporary-folder';

describe('startInfrastructure', () => {
  const folder = temporaryFolder('decouple-infrastructure-');
  afterAll(() => folder.remove());

  it('can give each database a server of its own, of which one can be away without the other', async () => {
    const { postgres, endpoints, stop } = await startInfrastructure({
      dataDir: join(folder.path, 'separate'),
      durable: false,
      separateDatabases: true,
    });
    try {
      const [customer, sales] = [endpoints.databaseUrls.customer, endpoints.databaseUrls.sales].map(
        (url) => new URL(url),
      );
      expect(customer?.pathname).toBe('/customer');
      expect(sales?.pathname).toBe('/sales');
      expect(customer?.port).not.toBe(sales?.port);
      await postgres.sales.stop();
      expect([postgres.customer.running, postgres.sales.running]).toEqual([true, false]);
    } finally {
      await stop();
    }
    expect(postgres.customer.running).toBe(false);
  });

  it('stops what it has started when a part cannot be started', async () => {
    const occupant = new SqsServer();
    await occupant.start();
    const ports = { postgres: await freePort(), sqs: occupant.port };
    const starting = startInfrastructure({ dataDir: join(folder.path, 'conflict'), durable: false, ports });
    await expect(starting).rejects.toThrow(`The SQS server on port ${occupant.port} could not be started`);
    await expect(isPortFree(ports.postgres)).resolves.toBe(true);
    await occupant.stop();
  });
});
