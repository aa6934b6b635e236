module.exports = {
  displayName: 'bench',
  preset: '../../jest.process.preset.cjs',
  // The smoke run on real processes wants the processor for itself.
  maxWorkers: 1,
};
