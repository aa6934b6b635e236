import { runCommand } from './run-command';
import { startEverything } from './start-everything';

runCommand(startEverything);
