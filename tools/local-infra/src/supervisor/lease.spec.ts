import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { LocalFolder } from '../local-folder';
import { isPortFree } from '../ports/free-port';
import { isProcessAlive } from '../process/process-alive';
import { eventuallyTrue } from '../testing/eventually';
import { supervisorEnded } from '../testing/supervisor-ended';
import type { LeaseHolder } from './control-protocol';
import { acquireLease, type Lease } from './lease';
import { readAddress, type SupervisorAddress } from './supervisor-address';

const holder = (application: LeaseHolder['applications'][number]): LeaseHolder => ({
  applications: [application],
  pid: process.pid,
  startedBy: `nx serve ${application}`,
});

function addressOf(folder: LocalFolder): SupervisorAddress {
  const address = readAddress(folder);
  if (!address) throw new Error('No supervisor has published its address.');
  return address;
}

const portsOf = ({ endpoints }: Lease): number[] =>
  [endpoints.serverUrl, endpoints.sqsEndpoint].map((url) => Number(new URL(url).port));

async function isDown(supervisor: SupervisorAddress, lease: Lease): Promise<boolean> {
  const free = await Promise.all(portsOf(lease).map(isPortFree));
  return !isProcessAlive(supervisor.pid) && free.every(Boolean);
}

describe('the infrastructure of a clone', () => {
  const idleMs = process.env['LOCAL_INFRA_IDLE_MS'];
  const clone = temporaryFolder('decouple-clone-');
  const folder = new LocalFolder(clone.path);

  beforeAll(() => {
    process.env['LOCAL_INFRA_IDLE_MS'] = '200'; // inherited by the supervisors that these tests launch
  });
  afterAll(() => {
    if (idleMs === undefined) delete process.env['LOCAL_INFRA_IDLE_MS'];
    else process.env['LOCAL_INFRA_IDLE_MS'] = idleMs;
    clone.remove();
  });

  describe('while it is in use', () => {
    let customer: Lease;
    let sales: Lease;
    let supervisor: SupervisorAddress;

    beforeAll(async () => {
      [customer, sales] = await Promise.all([
        acquireLease(folder, holder('customer-api')),
        acquireLease(folder, holder('sales-worker')),
      ]);
      supervisor = addressOf(folder);
    });

    it('is the same for two concurrent requests', () => {
      expect(customer.endpoints).toEqual(sales.endpoints);
    });

    it('refuses an application that runs already, and says where', async () => {
      await expect(acquireLease(folder, holder('customer-api'))).rejects.toThrow(
        `customer-api already runs in this clone, started by "nx serve customer-api" (process ${process.pid}): ` +
          'use what runs there, or stop it with Ctrl-C in its terminal first.',
      );
    });

    it('is not shared with a copy of the clone', () => {
      const copy = temporaryFolder('decouple-copy-');
      cpSync(folder.supervisorAddress, join(new LocalFolder(copy.path).path, 'supervisor.json'));
      expect(readAddress(new LocalFolder(copy.path))).toBeUndefined();
      copy.remove();
    });

    it('stays for the others when one holder asks for its end', async () => {
      await expect(customer.releaseAndStop()).resolves.toBe(false);
      customer = await acquireLease(folder, holder('customer-api'));
      expect(addressOf(folder)).toEqual(supervisor);
    });

    it('goes a little later when all have left', async () => {
      customer.release();
      sales.release();
      await eventuallyTrue('supervisor, PostgreSQL and SQS have ended', () => isDown(supervisor, customer));
      expect(readAddress(folder)).toBeUndefined();
    });
  });

  it('keeps its ports, and is down at once when the last holder asks for it', async () => {
    const lease = await acquireLease(folder, holder('customer-api'));
    const supervisor = addressOf(folder);
    expect(portsOf(lease)).toEqual(
      ['postgres', 'sqs'].map((service) => Number(readFileSync(join(folder.ports, service), 'utf8'))),
    );
    await expect(lease.releaseAndStop()).resolves.toBe(true);
    await expect(isDown(supervisor, lease)).resolves.toBe(true);
  });

  it('tells its holder when its supervisor was killed, and starts again on the same ports', async () => {
    const lease = await acquireLease(folder, holder('customer-api'));
    const killed = addressOf(folder);
    process.kill(killed.pid, 'SIGKILL');
    await expect(lease.lost).resolves.toBe('Its supervisor was killed.');
    expect(readAddress(folder)).toEqual(killed);
    await eventuallyTrue('its servers have ended with it', () => isDown(killed, lease));
    const again = await acquireLease(folder, holder('customer-api'));
    expect(addressOf(folder).id).not.toBe(killed.id);
    expect(portsOf(again)).toEqual(portsOf(lease));
    await again.releaseAndStop();
  });

  it('ends, and tells its holder why, when one of its servers ends by itself', async () => {
    const lease = await acquireLease(folder, holder('customer-api'));
    const supervisor = addressOf(folder);
    const postgres = Number(readFileSync(join(lease.endpoints.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postgres, 'SIGKILL');
    await expect(lease.lost).resolves.toBe('PostgreSQL ended unexpectedly.');
    await eventuallyTrue('SQS and the supervisor have ended too', () => isDown(supervisor, lease));
  });

  it('says why it cannot be started, and leaves no supervisor', async () => {
    const broken = temporaryFolder('decouple-broken-');
    const brokenFolder = new LocalFolder(broken.path);
    writeFileSync(join(brokenFolder.path, 'postgres'), 'a file where the data folder should be');
    await expect(acquireLease(brokenFolder, holder('customer-api'))).rejects.toThrow(
      /^The local infrastructure could not be started\. .*ENOTDIR/,
    );
    await supervisorEnded(brokenFolder);
    expect(readAddress(brokenFolder)).toBeUndefined();
    rmSync(join(brokenFolder.path, 'postgres'));
    broken.remove();
  });

  it('says that its supervisor cannot run, with the end of its log', async () => {
    const unable = temporaryFolder('decouple-unable-');
    const { NODE_OPTIONS: options } = process.env;
    process.env['NODE_OPTIONS'] = '--require=/no/such/file.cjs';
    const lease = acquireLease(new LocalFolder(unable.path), holder('customer-api'));
    await expect(lease).rejects.toThrow(/its supervisor ends at once[^]*Cannot find module '\/no\/such\/file\.cjs'/);
    if (options === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = options;
    unable.remove();
  });
});
