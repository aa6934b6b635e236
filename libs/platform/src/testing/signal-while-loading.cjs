/*
 * For `node -r`, before a program: sends SIGTERM to the process when the program loads its first package. A program that
 * has no handler yet is killed by it, or as process 1 of a container never notices it.
 */
const { registerHooks } = require('node:module');

let sent = false;
registerHooks({
  load(url, context, next) {
    if (!sent && url.includes('/node_modules/')) {
      sent = true;
      process.kill(process.pid, 'SIGTERM');
    }
    return next(url, context);
  },
});
