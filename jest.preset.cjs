const swc = require('./tools/build/swcrc.json');

/** What every project's Jest configuration starts from: TypeScript through swc, libraries from their sources. */
module.exports = {
  testEnvironment: 'node',
  setupFiles: [require.resolve('reflect-metadata')],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out-tsc/'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: { '^.+\\.ts$': [require.resolve('@swc/jest'), swc] },
  testEnvironmentOptions: { customExportConditions: ['@decouple/source', 'node', 'node-addons'] },
};
