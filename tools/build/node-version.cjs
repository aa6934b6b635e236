/*
 * The oldest Node that runs this workspace and what it ships. Packages that ship allow 22.19 and 24.11 (undici, typeorm); the
 * code is compiled for Node 24 and tested on Node 24 alone, so that 24.11 is what is promised. See docs/adr/0040.
 *
 * Written in old JavaScript on purpose: an old Node must be able to read it.
 */
var REQUIRED = '24.11.0';

function isOlder(version, required) {
  var have = version.split('.').map(Number);
  var need = required.split('.').map(Number);
  for (var i = 0; i < 3; i += 1) if (have[i] !== need[i]) return have[i] < need[i];
  return false;
}

/** The first lines of a bundle, which run before any of its packages: those fail on an old Node in ways of their own. */
function bundleBanner() {
  return (
    '(function () {\n' +
    isOlder.toString() +
    '\n' +
    "if (!isOlder(process.versions.node, '" +
    REQUIRED +
    "')) return;\n" +
    "process.stderr.write('This needs Node.js " +
    REQUIRED +
    " or newer, and Node.js ' + process.versions.node + ' is running it. Install Node.js " +
    REQUIRED.split('.')[0] +
    ", then start it again.\\n');\n" +
    'process.exit(1);\n' +
    '})();'
  );
}

module.exports = { REQUIRED: REQUIRED, isOlder: isOlder, bundleBanner: bundleBanner };
