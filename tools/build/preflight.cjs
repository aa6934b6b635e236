/*
 * Checks, before anything else runs, that this Node can run the workspace. Written in old JavaScript on purpose: an
 * old Node must be able to read it and say what is wrong, instead of failing with a syntax error.
 */
var fs = require('fs');
var path = require('path');
var nodeVersion = require('./node-version.cjs');

var PINNED = ['linux-x64', 'linux-arm64', 'win-x64'];

/** One sentence on what is missing and what to do, or undefined when all is well. */
function problem(system) {
  var modules = path.join(system.root, 'node_modules');
  if (!fs.existsSync(path.join(modules, '@swc', 'core')))
    return (
      'The dependencies of this workspace are not installed (' +
      modules +
      ' is missing or incomplete): run "npm ci" in ' +
      system.root +
      ', then try again.'
    );
  if (!nodeVersion.isOlder(system.version, nodeVersion.REQUIRED)) return undefined;

  var found = 'This needs Node ' + nodeVersion.REQUIRED + ' or newer, but Node ' + system.version + ' is running it, ';
  var platform = (system.platform === 'win32' ? 'win' : system.platform) + '-' + system.arch;
  if (PINNED.indexOf(platform) < 0)
    return (
      found +
      'because no Node for ' +
      platform +
      ' comes with the dependencies: install Node 24 (https://nodejs.org), then try again.'
    );
  if (!fs.existsSync(path.join(modules, 'node-' + platform)))
    return (
      found +
      'because the Node that comes with the dependencies is not installed: run "npm ci" without --omit=optional on this machine, then try again.'
    );
  return (
    found + 'although a newer one is in node_modules/.bin: start through npm ("npm start") or npx, which use that one.'
  );
}

module.exports = { problem: problem };

/* Run as a program, or with `node -r` before one. */
if (require.main === module || require.main === undefined) {
  var text = problem({
    root: path.resolve(__dirname, '../..'),
    version: process.version.slice(1),
    platform: process.platform,
    arch: process.arch,
  });
  if (text) {
    process.stderr.write(text + '\n');
    process.exit(1);
  }
}
