/** One `<name>.package.spec.ts` per published package, and how they are released; run by test-package after the builds. */
module.exports = {
  displayName: 'package-trial:test-package',
  preset: '../../jest.process.preset.cjs',
  testMatch: ['**/*.package.spec.ts'],
};
