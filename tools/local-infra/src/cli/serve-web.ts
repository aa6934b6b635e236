import { runCommand } from './run-command';
import { serveWeb } from './web-server';

runCommand(() => serveWeb(process.argv.slice(2)));
