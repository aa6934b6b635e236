module.exports = {
  displayName: 'system-e2e',
  preset: '../../jest.process.preset.cjs',
  // Each suite runs a whole system; two at once would only take the processor from each other.
  maxWorkers: 1,
};
