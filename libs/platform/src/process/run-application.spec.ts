import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { FixtureProcess } from '../testing/fixture-process';

/** Each test starts Node anew, and the deadline of a stop is five seconds of real time. */

describe('runApplication', () => {
  let running: FixtureProcess | undefined;

  const run = (behaviour = '', options: ConstructorParameters<typeof FixtureProcess>[1] = {}): FixtureProcess =>
    (running = new FixtureProcess(behaviour, options));

  afterEach(async () => {
    await running?.end();
    running = undefined;
  });

  describe('a stop', () => {
    it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
      'begins with %s, awaits the close and ends with 0',
      async (signal) => {
        const fixture = run('closes-when-told');
        await fixture.says('started');
        fixture.signal(signal);
        await fixture.says('closing');
        fixture.tell('close');

        expect(await fixture.exited).toEqual({ code: 0, signal: null });
        expect(fixture.messages.filter((message) => message !== 'heard SIGTERM')).toEqual([
          'starting',
          'started',
          'stopping',
          'closing',
          'closed',
          'stopped',
        ]);
        expect(fixture.lines.find(({ msg }) => msg === 'stopping')).toMatchObject({ reason: signal });
      },
    );

    it('is one stop if the same key press arrives twice', async () => {
      const fixture = run('closes-when-told');
      await fixture.says('started');
      fixture.tell('press Ctrl-C twice');
      await fixture.says('heard SIGTERM');
      await fixture.says('closing');
      fixture.tell('close');

      expect(await fixture.exited).toEqual({ code: 0, signal: null });
      expect(fixture.messages.filter((message) => message === 'closing')).toHaveLength(1);
    });

    it('ends at once with 1 at a second signal', async () => {
      const fixture = run('closes-when-told');
      await fixture.says('started');
      fixture.signal('SIGTERM');
      await fixture.says('closing');
      const asked = performance.now();
      const again = setInterval(() => fixture.signal('SIGTERM'), 20);
      const exit = await fixture.exited;
      clearInterval(again);

      expect(exit).toEqual({ code: 1, signal: null });
      expect(performance.now() - asked).toBeGreaterThan(300);
      expect(fixture.messages).toContain('stopping at once');
      expect(fixture.messages).not.toContain('closed');
    });

    it('requested during the start happens after the start', async () => {
      const fixture = run('starts-when-told');
      await fixture.says('starting');
      fixture.signal('SIGTERM');
      await fixture.says('stopping');
      fixture.tell('start');

      expect(await fixture.exited).toEqual({ code: 0, signal: null });
      expect(fixture.messages.slice(-4)).toEqual(['started', 'closing', 'closed', 'stopped']);
    });

    it('during a start that is cancelled ends with 0', async () => {
      const fixture = run('gives-up-the-start');
      await fixture.says('starting');
      fixture.signal('SIGTERM');

      expect(await fixture.exited).toEqual({ code: 0, signal: null });
      expect(fixture.messages).toEqual(['starting', 'stopping', 'stopped before the start was complete']);
    });

    it('during a start that hangs ends with 0 before the deadline of a stop', async () => {
      const fixture = run('never-starts', { environment: { FIXTURE_GRACE_SECONDS: '3600' } });
      await fixture.says('starting');
      fixture.signal('SIGTERM');

      expect(await fixture.exited).toEqual({ code: 0, signal: null });
      expect(fixture.messages).toEqual(['starting', 'stopping', 'stopped before the start was complete']);
    });

    it('ends with 1 if closing fails', async () => {
      const fixture = run('cannot-close');
      await fixture.says('started');
      fixture.signal('SIGTERM');

      expect(await fixture.exited).toEqual({ code: 1, signal: null });
      expect(fixture.lines.at(-1)).toMatchObject({ msg: 'the graceful stop failed', error: { message: 'stuck' } });
    });

    it('has a deadline, even if a close hangs with nothing left to do', async () => {
      const fixture = run('hangs');
      await fixture.says('started');
      fixture.signal('SIGTERM');

      expect(await fixture.exited).toEqual({ code: 1, signal: null });
      expect(fixture.lines.at(-1)).toMatchObject({
        msg: 'the graceful stop took too long; ending now',
        deadlineSeconds: 5,
      });
    });
  });

  describe('a parent', () => {
    it('that is gone stops the application if configured', async () => {
      const fixture = run('', { environment: { STOP_WITH_PARENT: 'true' } });
      await fixture.says('started');
      fixture.leave();

      expect(await fixture.exited).toEqual({ code: 0, signal: null });
      expect(fixture.lines.find(({ msg }) => msg === 'stopping')).toMatchObject({ reason: 'the parent is gone' });
    });

    it('that is gone has no effect otherwise', async () => {
      const fixture = run('listens', { environment: { STOP_WITH_PARENT: '' } });
      await fixture.says('started');
      fixture.leave();
      fixture.signal('SIGTERM');

      expect(await fixture.exited).toEqual({ code: 0, signal: null });
      expect(fixture.lines.find(({ msg }) => msg === 'stopping')).toMatchObject({ reason: 'SIGTERM' });
    });
  });

  describe('a start that fails', () => {
    it('names every invalid variable in one message without a stack and ends with 1', async () => {
      const fixture = run('badly-configured');

      expect(await fixture.exited).toEqual({ code: 1, signal: null });
      expect(fixture.errorOutput).toBe(
        'fixture cannot start. The configuration is not valid. Set these environment variables right and start again:\n' +
          '  PORT must be a port\n' +
          '  NAME is required but not set\n',
      );
      expect(fixture.lines).toEqual([]);
    });

    it('says what to do if another process uses the port', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const fixture = run('listens', { port });
      const exit = await fixture.exited;
      other.close();

      expect(exit).toEqual({ code: 1, signal: null });
      expect(fixture.errorOutput).toBe(
        `fixture cannot start. Another process listens on 127.0.0.1:${port}. Stop it, or choose another port in the configuration.\n`,
      );
    });

    it('is logged in full if it is unexpected', async () => {
      const fixture = run('cannot-start');

      expect(await fixture.exited).toEqual({ code: 1, signal: null });
      expect(fixture.lines.at(-1)).toMatchObject({
        level: 'fatal',
        msg: 'fixture cannot start',
        error: { type: 'RangeError', message: 'the reason', stack: expect.stringContaining('    at ') as string },
      });
    });
  });

  it('writes warnings of Node to the log, not to standard error', async () => {
    const fixture = run();
    await fixture.says('started');
    fixture.tell('warn');
    await fixture.says('a warning from Node.js');
    fixture.signal('SIGTERM');
    await fixture.exited;

    expect(fixture.errorOutput).toBe('');
    expect(fixture.lines.find(({ level }) => level === 'warn')).toMatchObject({
      error: { message: 'something is deprecated' },
    });
  });

  describe('an unhandled error', () => {
    it.each([
      ['thrown', 'throw', 'unhandled exception'],
      ['rejected', 'reject', 'unhandled rejection'],
    ])('%s: ends the application with 1, after it has closed', async (_how, word, message) => {
      const fixture = run();
      await fixture.says('started');
      fixture.tell(word);

      expect(await fixture.exited).toEqual({ code: 1, signal: null });
      expect(fixture.messages.slice(-4)).toEqual(['stopping', 'closing', 'closed', 'stopped']);
      expect(fixture.lines.find(({ level }) => level === 'fatal')).toMatchObject({ error: { message } });
    });

    it('turns a stop that has just begun into a failure', async () => {
      const fixture = run('closes-when-told');
      await fixture.says('started');
      fixture.tell('press Ctrl-C and throw');
      await fixture.says('unhandled error; ending the process');
      fixture.tell('close');

      expect(await fixture.exited).toEqual({ code: 1, signal: null });
      expect(fixture.messages).toContain('closed');
    });
  });
});
