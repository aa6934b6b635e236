module.exports = {
  displayName: 'bench',
  preset: '../../jest.preset.cjs',
  // The smoke run on real processes wants the processor for itself.
  maxWorkers: 1,
  // Servers and applications are started for real, on a machine that others may use as well.
  testTimeout: 90_000,
};
