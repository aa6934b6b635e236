const swc = require('./tools/build/swcrc.json');

/** Packages that are ES modules only. Node can `require` them, Jest cannot: they are compiled like our own sources. */
const ES_MODULES = '(?:content-disposition)';

/** What every project's Jest configuration starts from: TypeScript through swc, libraries from their sources. */
module.exports = {
  testEnvironment: 'node',
  setupFiles: [require.resolve('reflect-metadata')],
  testMatch: ['**/*.spec.ts'],
  // Ends a test that hangs, and decides nothing else: ten times what the longest takes alone on a machine. See docs/checks.md.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out-tsc/'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: { [`^.+\\.ts$|/node_modules/${ES_MODULES}/.+\\.js$`]: [require.resolve('@swc/jest'), swc] },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
  testEnvironmentOptions: { customExportConditions: ['@decouple/source', 'node', 'node-addons'] },
};
