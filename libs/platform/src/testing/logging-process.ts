import { createLog } from '../logging/log';
import { bufferedStdout } from '../logging/buffered-stdout';

/** A process that logs, and lives on or ends, as its argument says; see the specs of the log. */
const [, , behaviour = ''] = process.argv;
const log = createLog('fixture', 'info');
const FILLING = 'x'.repeat(1_000);

const logLines = (from: number, to: number): void => {
  for (let number = from; number <= to; number += 1) log.info({ number, filling: FILLING }, 'numbered');
};

const stayAlive = (): void => void setInterval(() => undefined, 1_000);

switch (behaviour) {
  case 'live':
  case 'exit':
  case 'crash':
    log.info('gathered');
    if (behaviour === 'exit') process.exit(0);
    if (behaviour === 'crash') throw new Error('the end');
    stayAlive();
    break;
  case 'warn':
    log.info('gathered');
    log.warn('written at once');
    stayAlive();
    break;
  // Three times what the buffer and a pipe hold together, while the parent reads nothing until it hears that it is done.
  case 'flood':
    logLines(1, 6_000);
    process.send?.({ dropped: bufferedStdout().dropped });
    process.on('message', () => log.warn('last'));
    break;
  // More than a pipe holds, and less than the buffer.
  case 'exit with a tail':
    process.send?.('exiting', () => {
      logLines(1, 800);
      process.exit(0);
    });
    break;
  case 'exit unread':
    logLines(1, 6_000);
    process.exit(0);
    break;
}
