/** One `<name>.package.spec.ts` per published package, run by the target test-package after their builds. */
module.exports = {
  displayName: 'package-trial:test-package',
  preset: '../../jest.preset.cjs',
  testMatch: ['**/*.package.spec.ts'],
};
