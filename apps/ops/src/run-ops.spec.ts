import type { RunningApplications } from '@decouple/local-infra';
import { InfrastructureError } from '@decouple/messaging-core';
import { aDeadLetter } from '@decouple/messaging-core/testing';
import { InMemoryService } from './testing/in-memory-service';
import { runOps } from './run-ops';

describe('npm run ops', () => {
  let api: InMemoryService;
  let worker: InMemoryService;
  let running: RunningApplications;

  beforeEach(async () => {
    running = {};
    [api, worker] = await Promise.all([InMemoryService.start('payment-status'), InMemoryService.start('sales')]);
  });

  afterEach(() => Promise.all([api.stop(), worker.stop()]));

  const ops = (...args: readonly string[]) => run(...args, '--api', api.url, '--worker', worker.url);

  async function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    let [out, err] = ['', ''];
    const code = await runOps(args, {
      login: 'ada',
      now: worker.clock.now(),
      findRunning: async () => running,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    });
    return { code, out, err };
  }

  async function filed(count: number, facts: Parameters<typeof aDeadLetter>[0] = {}): Promise<void> {
    for (let n = 0; n < count; n += 1) await worker.deadLetters.add(aDeadLetter(facts));
  }

  it.each([[], ['help'], ['--help']])('shows how it is used (%j)', async (...words) => {
    expect(await ops(...words)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('reconcile') as string,
    });
  });

  it('uses what runs in this clone when no address is given', async () => {
    running = {
      'customer-api': { url: 'http://127.0.0.1:1', managementUrl: api.url },
      'sales-worker': { url: worker.url, managementUrl: worker.url },
    };
    expect(await run('queues')).toMatchObject({ code: 0, err: '' });
  });

  it('never asks a usual port: it says which service does not run in this clone, and how to start it', async () => {
    running = { 'customer-api': { url: 'http://127.0.0.1:1', managementUrl: api.url } };

    expect(await run('queues')).toEqual({
      code: 1,
      out: '',
      err:
        'sales-worker does not run in this clone. Start it with "npm start" or "npm run start:memory", or say where its ' +
        'management API is: --worker <url>.\n',
    });
    expect(await run('outbox', '--worker', worker.url)).toMatchObject({ code: 0, err: '' });
  });

  it.each(['list', 'show', 'redrive', 'discard', 'decisions'])(
    'prints no control character that came from outside (dead-letters %s)',
    async (command) => {
      const escape = '\u001b[2J\u009b31m\u202e\r';
      await filed(1, { type: `type${escape}`, errorMessage: escape, errorStack: escape, body: `{"x":"${escape}"}` });
      const words = { show: ['sales-worker:1'], redrive: ['--all', '--reason', 'x y z', '--dry-run'] };
      for (const format of [[], ['--json']]) {
        const { err, out } = await ops(
          'dead-letters',
          command,
          ...(words[command as keyof typeof words] ?? []),
          ...format,
        );
        // eslint-disable-next-line no-control-regex -- these are what it is about
        expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
        if (command === 'list' || command === 'show') expect(out).toContain('\\u001b[2J');
      }
    },
  );

  it('shows the type and the body of a message of an unknown version', async () => {
    const body = '{"type":"payments.payment-accepted.v9"}';
    await filed(1, { type: 'payments.payment-accepted.v9', reasonCode: 'message-version-unknown', body });

    expect((await ops('dead-letters', 'list')).out).toMatch(/payments\.payment-accepted\.v9 │ message-version-unknown/);
    const { out } = await ops('dead-letters', 'show', 'sales-worker:1');
    expect(out).toContain('payments.payment-accepted.v9');
    expect(out).toContain('"type": "payments.payment-accepted.v9"');
  });

  it('shows queues and outboxes of both services', async () => {
    worker.depths = async () => [{ queue: 'sales', waiting: 12, inFlight: 3 }];
    api.depths = () => Promise.reject(new InfrastructureError('broker', 'ECONNREFUSED'));
    const queues = await ops('queues');
    expect(queues).toMatchObject({ code: 0, err: '' });
    expect(queues.out).toMatch(/payment-status │ unknown │ unknown +│ customer-api │ pulling/);
    expect(queues.out).toMatch(/sales +│ 12 +│ 3 +│ sales-worker │ pulling/);
    const outbox = await ops('outbox', '--json');
    expect(JSON.parse(outbox.out)).toEqual({
      outboxes: [
        { service: 'customer-api', count: 0, oldestAgeSeconds: 0 },
        { service: 'sales-worker', count: 0, oldestAgeSeconds: 0 },
      ],
    });
  });

  it('shows who handles which message version, and which is still sent', async () => {
    worker.handlers = [
      { messageType: 'payments.payment-accepted.v1', handled: 0, lastHandledAt: undefined },
      { messageType: 'payments.payment-accepted.v2', handled: 7, lastHandledAt: worker.clock.now() },
    ];
    api.handlers = [{ messageType: 'sales.payment-recorded.v1', handled: 6, lastHandledAt: api.clock.now() }];
    const { code, out } = await ops('handlers');
    expect(code).toBe(0);
    expect(out).toMatch(/payments\.payment-accepted\.v1 │ sales +│ sales-worker │ +0 │ –/);
    expect(out).toMatch(/payments\.payment-accepted\.v2 │ sales +│ sales-worker │ +7 │ 0 s ago/);
    expect(out).toMatch(/sales\.payment-recorded\.v1 +│ payment-status │ customer-api │ +6 │/);
    const { handlers } = JSON.parse((await ops('handlers', '--service', 'sales-worker', '--json')).out) as {
      readonly handlers: unknown;
    };
    expect(handlers).toEqual([
      { service: 'sales-worker', queue: 'sales', messageType: 'payments.payment-accepted.v1', handled: 0 },
      {
        service: 'sales-worker',
        queue: 'sales',
        messageType: 'payments.payment-accepted.v2',
        handled: 7,
        lastHandledAt: worker.clock.now().toISOString(),
      },
    ]);
  });

  it('lists dead letters by what they have in common, and one by one', async () => {
    await filed(2, { reasonCode: 'message-invalid' });
    const { code, out } = await ops('dead-letters', 'list');

    expect(code).toBe(0);
    expect(out).toContain('customer-api: no dead letters');
    expect(out).toContain('sales-worker: 2 dead letters');
    expect(out).toContain('sales-worker:2');
  });

  it('lists as many as asked for, and those of a certain age', async () => {
    await filed(3);
    const limited = await ops('dead-letters', 'list', '--service', 'sales-worker', '--limit', '1', '--json');
    const old = await ops('dead-letters', 'list', '--service', 'sales-worker', '--older-than', '1h', '--json');

    expect(JSON.parse(limited.out)).toMatchObject({ services: [{ groups: [{ letters: 3 }], deadLetters: [{}] }] });
    expect(JSON.parse(old.out)).toMatchObject({ services: [{ groups: [], deadLetters: [] }] });
  });

  it('shows a dead letter with its message', async () => {
    await filed(1, { body: '{"a":1}' });
    const { out } = await ops('dead-letters', 'show', 'sales-worker:1');

    expect(out).toContain('{\n  "a": 1\n}');
    expect(out).toContain('TypeError: premium is not a function');
  });

  it('redrives what is named, by the login, at the rate that is asked for', async () => {
    await filed(3);
    const words = ['dead-letters', 'redrive', 'sales-worker:1', 'sales-worker:3'];
    const { code, out } = await ops(...words, '--reason', 'mended', '--rate', '0.5');

    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 redriven; the last one is due in 2 s') as string,
    });
    expect(await worker.admin.decisions(1)).toMatchObject([{ operator: 'ada', reason: 'mended', letters: 2 }]);
    expect((await ops('dead-letters', 'decisions')).out).toMatch(/sales-worker │ .* │ ada │ redrive │ +2 │/);
  });

  it('changes nothing in a dry run, which needs no reason', async () => {
    await filed(2);
    const { code, out } = await ops('dead-letters', 'discard', '--code', 'attempts-exhausted', '--dry-run');

    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 would be discarded') as string });
    expect(await worker.deadLetters.count()).toBe(2);
  });

  it.each<[string, readonly string[]]>([
    ['no command "dance"', ['dance']],
    ['no command "dead-letters burn"', ['dead-letters', 'burn']],
    ["Unknown option '--shape'", ['queues', '--shape', 'round']],
    ['Say why', ['dead-letters', 'redrive', '--all']],
    ['does not name a dead letter', ['dead-letters', 'show', '12']],
    ['is not a service', ['queues', '--service', 'mail']],
    ['is not a duration', ['dead-letters', 'list', '--older-than', 'yesterday']],
    ['is not a whole number', ['dead-letters', 'list', '--limit', '0']],
    ['is not a number of messages', ['dead-letters', 'redrive', '--all', '--reason', 'why', '--rate', 'fast']],
    ['Name one payment', ['payments', 'show']],
  ])('says what is wrong with the command line (%s), with exit code 2', async (message, args) => {
    const { code, err, out } = await ops(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain('npm run ops -- help');
  });

  it('says what a service refused, with exit code 1', async () => {
    await filed(1);

    expect(await ops('dead-letters', 'discard', '--reason', 'why')).toMatchObject({
      code: 1,
      err: expect.stringContaining('#/selection must have a condition') as string,
    });
    expect(await worker.deadLetters.count()).toBe(1);
  });

  it('says which service does not answer and what to do, with exit code 1', async () => {
    await worker.stop();

    expect(await ops('queues')).toMatchObject({
      code: 1,
      err: `sales-worker does not answer at ${worker.url}. Start it with "npm start" or "npm run start:memory", or say where its management API is: --worker <url>.\n`,
    });
  });
});
