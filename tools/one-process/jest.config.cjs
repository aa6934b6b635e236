module.exports = { displayName: 'one-process', preset: '../../jest.process.preset.cjs' };
