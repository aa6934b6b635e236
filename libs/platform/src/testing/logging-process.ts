import { createLog } from '../logging/log';

/** Logs a line and lives on, or ends at once; see the spec of the log. */
const log = createLog('fixture', 'info');
log.info('gathered');
if (process.argv[2] === 'warn') log.warn('told at once');
if (process.argv[2] === 'exit') process.exit(0);
if (process.argv[2] === 'crash') throw new Error('the end');
setInterval(() => undefined, 1_000);
