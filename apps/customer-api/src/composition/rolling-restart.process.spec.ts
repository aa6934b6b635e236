import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { ApiProcess } from '../testing/api-process';
import { aPaymentRequest } from '../testing/in-memory-api';

jest.setTimeout(300_000);

const CLIENTS = 8;
const LOOK_MILLISECONDS = 50;

/** One instance behind the balancer, with the connections that are kept open to it. */
interface Target {
  readonly api: ApiProcess;
  readonly agent: Agent;
  ready: boolean;
}

/** Spreads requests over the instances that say they are ready, over connections that it keeps. It repeats nothing. */
class Balancer {
  readonly targets: Target[] = [];
  private turn = 0;
  private isOpen = true;
  private readonly looking = this.keepLooking();

  add(api: ApiProcess): Target {
    const target = { api, agent: new Agent({ keepAlive: true }), ready: true };
    this.targets.push(target);
    return target;
  }

  remove(target: Target): void {
    this.targets.splice(this.targets.indexOf(target), 1);
    target.agent.destroy();
  }

  /** Resolves with the status. */
  pay(): Promise<number | undefined> {
    const ready = this.targets.filter((target) => target.ready);
    const target = ready[(this.turn += 1) % ready.length];
    if (target === undefined) throw new Error('No instance is ready.');
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"` };
      request(`${target.api.url}/v1/payments`, { method: 'POST', agent: target.agent, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      })
        .on('error', reject)
        .end(JSON.stringify(aPaymentRequest()));
    });
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await this.looking;
    for (const target of [...this.targets]) this.remove(target);
  }

  private async keepLooking(): Promise<void> {
    while (this.isOpen) {
      for (const target of [...this.targets]) {
        const response = await fetch(`${target.api.url}/health/ready`).catch(() => undefined);
        target.ready = response?.status === 200;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    }
  }
}

describe('a rolling restart under load', () => {
  const started: ApiProcess[] = [];

  afterEach(() => Promise.all(started.map((api) => api.kill())));

  async function start(): Promise<ApiProcess> {
    // On a busy machine the balancer may take seconds to look.
    const api = await ApiProcess.start({ SHUTDOWN_DELAY_SECONDS: '10' });
    started.push(api);
    return api;
  }

  it('breaks no connection and refuses no payment', async () => {
    const balancer = new Balancer();
    const old = [balancer.add(await start()), balancer.add(await start())];
    const answers: unknown[] = [];
    let over = false;
    const client = async (): Promise<void> => {
      while (!over) answers.push(await balancer.pay().catch((error: unknown) => error));
    };
    const clients = Array.from({ length: CLIENTS }, client);
    const exits: unknown[] = [];
    for (const target of old) {
      balancer.add(await start());
      target.api.signal('SIGTERM');
      exits.push(await target.api.exited);
      balancer.remove(target);
    }
    over = true;
    await Promise.all(clients);
    await balancer.close();

    expect(exits).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.filter((answer) => answer !== 202)).toEqual([]);
  });
});
