import { runCommand } from './run-command';
import { startEverything } from './start-everything';
import { withoutArguments } from './without-arguments';

const USAGE = `Starts PostgreSQL, SQS, customer-api and sales-worker of this clone, and prints their addresses. Ctrl-C stops them.
PORT and MANAGEMENT_PORT choose the ports of customer-api and of sales-worker.

Exit codes: 0 stopped, 1 something cannot start or has failed, 2 wrong usage, 130 killed by a second Ctrl-C.`;

runCommand(async () => withoutArguments('npm start', USAGE, process.argv.slice(2)) ?? startEverything());
