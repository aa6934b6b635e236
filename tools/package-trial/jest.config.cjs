module.exports = {
  displayName: 'package-trial',
  preset: '../../jest.process.preset.cjs',
  // These need the built packages and a registry, and take long: a target of their own, test-package.
  testPathIgnorePatterns: ['/node_modules/', '\\.package\\.spec\\.ts$'],
};
