import { userInfo } from 'node:os';
import { findRunning, LocalFolder } from '@decouple/local-infra';
import { runOps } from './run-ops';

/** `npm run ops -- <command>`: looks after both services through their management APIs. */
async function main(): Promise<number> {
  return runOps(process.argv.slice(2), {
    login: userInfo().username,
    now: new Date(),
    findRunning: () => findRunning(new LocalFolder()),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
