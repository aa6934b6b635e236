const base = require('../../jest.preset.cjs');
const swc = require('../../tools/build/swcrc.json');

/** As the services' code is compiled, but with JSX and without Nest's decorators. */
const forBrowsers = {
  ...swc,
  jsc: {
    ...swc.jsc,
    parser: { syntax: 'typescript', tsx: true, dynamicImport: true },
    transform: { react: { runtime: 'automatic' } },
  },
};

/** Packages that are ES modules only. */
const ES_MODULES = '(?:wouter|regexparam)';

module.exports = {
  ...base,
  displayName: 'web',
  rootDir: __dirname,
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { customExportConditions: ['@decouple/source', 'browser'] },
  setupFiles: [],
  setupFilesAfterEnv: ['<rootDir>/src/testing/browser.ts'],
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  moduleFileExtensions: ['tsx', 'ts', 'js', 'mjs', 'cjs', 'json'],
  moduleNameMapper: { '\\.css$': '<rootDir>/src/testing/no-styles.ts' },
  transform: { [`^.+\\.tsx?$|/node_modules/${ES_MODULES}/.+\\.js$`]: [require.resolve('@swc/jest'), forBrowsers] },
  transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
};
