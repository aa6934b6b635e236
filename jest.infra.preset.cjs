const base = require('./jest.process.preset.cjs');

/** For projects whose tests need PostgreSQL and SQS: real servers, started once per test run and deleted after it. */
module.exports = {
  ...base,
  globalSetup: require.resolve('./tools/local-infra/src/jest/global-setup.ts'),
  globalTeardown: require.resolve('./tools/local-infra/src/jest/global-teardown.ts'),
};
