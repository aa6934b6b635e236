/**
 * `prepublishOnly` of every project that is published: its folder is no package. What is, is assembled beside it, and
 * carries no scripts.
 */
console.error(
  'This folder is the source of a package, with an entry point that only this workspace understands. Publish what\n' +
    '`nx build` puts into dist/packages, by: npx nx release publish',
);
process.exitCode = 1;
