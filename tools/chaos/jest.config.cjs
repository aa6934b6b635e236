module.exports = {
  displayName: 'chaos',
  preset: '../../jest.process.preset.cjs',
  // The run on real processes wants the processor for itself.
  maxWorkers: 1,
};
