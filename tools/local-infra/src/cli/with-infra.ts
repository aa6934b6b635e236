import { runCommand } from './run-command';
import { withInfrastructure } from './with-infrastructure';

runCommand(() => withInfrastructure(process.argv.slice(2)));
