import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPLICATIONS } from '../application/application-name';
import { temporaryFolder, type TemporaryFolder } from '../infrastructure/temporary-folder';

/**
 * Has the outside of our applications: the variables, the readiness path, an orderly end on a signal or when its
 * parent ends. `/fail` ends it with an error, `/environment` returns its variables.
 */
const FAKE_APPLICATION = `
const { createServer } = require('node:http');
const server = createServer((request, response) => {
  if (request.url === '/fail') { console.error('the fake has failed'); process.exit(3); }
  response.end(request.url === '/environment' ? JSON.stringify(process.env) : String(process.pid));
});
const end = (signal: string) => { console.log('drained after ' + signal); process.exit(0); };
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(signal));
if (process.env.STOP_WITH_PARENT === 'true') process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
if (process.env.FAKE_FAILS_AT_START) { console.error('cannot start: no configuration'); process.exit(2); }
const port = process.cwd().endsWith('sales-worker') ? process.env.MANAGEMENT_PORT : process.env.PORT;
server.listen(Number(port), '127.0.0.1', () => console.log('listening'));
export {};
`;

/** A clone with stand-ins for the applications. */
export function fakeWorkspace(): TemporaryFolder {
  const folder = temporaryFolder('decouple-workspace-');
  for (const application of APPLICATIONS) {
    mkdirSync(join(folder.path, 'apps', application, 'src'), { recursive: true });
    writeFileSync(join(folder.path, 'apps', application, 'src/main.ts'), FAKE_APPLICATION);
  }
  return folder;
}
