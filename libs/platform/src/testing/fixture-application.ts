import { once } from 'node:events';
import { createServer } from 'node:net';
import { ConfigurationError } from '../configuration/configuration.errors';
import { runApplication } from '../process/run-application';

/** An application that the test controls by argument and by message. */
const [, , behaviour = '', port = ''] = process.argv;

/** Resolves when the test sends that word. */
const told = (word: string): Promise<void> =>
  new Promise((resolve) => {
    process.on('message', (message) => message === word && resolve());
  });

const listening = (onPort: number): Promise<void> =>
  new Promise((resolve, reject) => {
    createServer().on('error', reject).listen(onPort, '127.0.0.1', resolve);
  });

void runApplication({
  name: 'fixture',
  environment: process.env,
  configure: () => {
    if (behaviour === 'badly-configured') {
      throw new ConfigurationError({ PORT: 'must be a port', NAME: 'is required but not set' });
    }
    return { logLevel: 'info', shutdownGraceSeconds: Number(process.env['FIXTURE_GRACE_SECONDS'] ?? '0') };
  },
  start: async (_configuration, log, stopping) => {
    log.info('starting');
    // Like an open connection: a process with nothing to wait for ends by itself.
    const open = setInterval(() => undefined, 1_000);
    if (behaviour === 'starts-when-told') await told('start');
    if (behaviour === 'gives-up-the-start') {
      await once(stopping, 'abort');
      stopping.throwIfAborted();
    }
    if (behaviour === 'never-starts') await new Promise(() => undefined);
    clearInterval(open);
    if (behaviour === 'cannot-start') throw new RangeError('the reason');
    if (behaviour === 'listens') await listening(Number(port));
    process.on('message', (message) => {
      // Both in one turn of the loop, as a terminal and a parent would send them.
      if (message === 'press Ctrl-C twice')
        for (const signal of ['SIGINT', 'SIGTERM']) process.kill(process.pid, signal);
      if (message === 'press Ctrl-C and throw') {
        process.once('SIGINT', () => setImmediate(throwUnhandled));
        process.kill(process.pid, 'SIGINT');
      }
      if (message === 'warn') process.emitWarning('something is deprecated');
      if (message === 'throw') setImmediate(throwUnhandled);
      if (message === 'reject') void Promise.reject(new Error('unhandled rejection'));
    });
    process.on('SIGTERM', () => log.info('heard SIGTERM'));
    log.info('started');
    return {
      close: async () => {
        log.info('closing');
        if (behaviour === 'closes-when-told') await told('close');
        if (behaviour === 'cannot-close') throw new Error('stuck');
        if (behaviour === 'hangs') await new Promise(() => process.disconnect());
        log.info('closed');
      },
    };
  },
});

function throwUnhandled(): never {
  throw new Error('unhandled exception');
}
